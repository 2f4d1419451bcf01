// A helper that gives nothing up, as one would be on a kernel without the means.

#include "parsers/helper/serve.hpp"

int main() { return tamis::parsers::serve(*tamis::parsers::make_inline_extractor()); }
