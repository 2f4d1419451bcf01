#pragma once

#include "parsers/extractor.hpp"

/// The loop of a helper. Linked by the helper program alone.
namespace tamis::parsers {

/// Answers the service's requests on `helper_socket`, one document after another, each within the limits that came with
/// it; ends when the service closes the socket. Returns the exit status. Call `confine` first.
int serve(Extractor& extractor);

}  // namespace tamis::parsers
