#include "renditions/inspection.hpp"
#include "renditions/typeset.hpp"

#include <array>
#include <string_view>

namespace tamis::renditions {
namespace {

constexpr std::string_view style = R"(
body{font:10.5pt/1.45 "Liberation Sans",Arial,sans-serif;color:#1f2328;max-width:44em;margin:3em auto;padding:0 1.5em}
h1{font-size:1.9em;font-weight:600;margin:0}
h2{font-size:1em;font-weight:600;color:#2f5d8a;border-bottom:1px solid #d0d7de;padding-bottom:.25em;margin:1.8em 0 .7em}
h3{font-size:1em;margin:0}
.sub{color:#57606a;margin:0}
.entry{display:grid;grid-template-columns:1fr auto;gap:0 1.5em;margin-bottom:.9em}
.entry>div{grid-column:1}
.period{grid-column:2;grid-row:1;color:#57606a;white-space:nowrap}
ul{margin:.25em 0 0;padding-left:1.2em}
p{margin:.25em 0}
)";

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string element(std::string_view tag, std::string_view text) {
  if (text.empty()) return {};
  const std::string_view name = tag.substr(0, tag.find(' '));
  return "<" + std::string(tag) + ">" + escaped(text) + "</" + std::string(name) + ">\n";
}

std::string write(const Entry& entry) {
  std::string html = "<div class=\"entry\"><div>\n";
  html += element("h3", entry.title) + element("p class=\"sub\"", entry.subtitle);
  for (const std::string& paragraph : entry.paragraphs) html += element("p", paragraph);
  if (!entry.items.empty()) {
    html += "<ul>\n";
    for (const std::string& item : entry.items) html += element("li", item);
    html += "</ul>\n";
  }
  return html + "</div>" + element("div class=\"period\"", entry.period) + "</div>\n";
}

}  // namespace

std::string write_html(const Outline& outline) {
  std::string html = "<!doctype html>\n<html lang=\"" + outline.language +
                     "\">\n<head><meta charset=\"utf-8\"><title>CV</title><style>" + std::string(style) +
                     "</style></head>\n<body>\n";
  html += element("h1", outline.title) + element("p class=\"sub\"", outline.subtitle);
  for (const std::string& line : outline.contact) html += element("p class=\"sub\"", line);
  html += element("p", outline.summary);
  for (const Section& section : outline.sections) {
    html += element("h2", section.heading);
    for (const Entry& entry : section.entries) html += write(entry);
  }
  return html + "</body></html>\n";
}

Result<Contents> inspect_html(const std::string& bytes) {
  constexpr std::array<std::string_view, 12> forbidden = {"<!--",  "<script", "<img",       "<a ",
                                                          "<link", "<iframe", "<meta name", "<object",
                                                          " alt=", " title=", " href=",     " data-"};
  for (const std::string_view word : forbidden) {
    if (bytes.find(word) != bytes.npos) return fail(ErrorCode::rendition_leaks, Stage::render);
  }
  return Contents{.parts = {bytes}, .texts = {}, .pictures = 0};
}

}  // namespace tamis::renditions
