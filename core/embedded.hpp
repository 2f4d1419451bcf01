#pragma once

#include <string_view>

namespace tamis {

/// A data file that the build put into the program (see `tamis_embed` in cmake/embed.cmake), under its path from the
/// folder that was embedded, such as "languages/fr.toml". Lives as long as the program.
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};

}  // namespace tamis
