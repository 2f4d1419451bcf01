// Must not compile: nothing but the screener makes a screened record.
#include "core/screened.hpp"

tamis::Screened unscreened() { return tamis::Screened({}, {}, {}, true, "rules 0", ""); }
