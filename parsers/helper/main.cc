// The helper: reads one document after another for the service that started it, and can do nothing else.

#include "parsers/helper/confine.hpp"
#include "parsers/helper/serve.hpp"

int main() {
  tamis::parsers::confine();
  return tamis::parsers::serve(*tamis::parsers::make_inline_extractor());
}
