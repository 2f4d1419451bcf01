#include "parsers/formats/europass.hpp"

#include "parsers/utf8.hpp"
#include "parsers/xml.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

namespace tamis::parsers {
namespace {

constexpr auto roots = std::to_array<std::string_view>({"SkillsPassport", "Europass", "Candidate"});
constexpr auto left_out = std::to_array<std::string_view>(
    {"DocumentInfo", "PrintingPreferences", "Code", "Data", "TempURI", "MimeType", "Attachment", "Photo", "Signature"});

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// Keeps the text of the innermost elements.
class EuropassHandler final : public XmlHandler {
 public:
  void start(const XmlName& name, const XmlAttributes&) override {
    if (first_) is_europass = is_one_of(name.local, roots) && name.space.contains("europass");
    first_ = false;
    if (skipping_ > 0 || is_one_of(name.local, left_out)) ++skipping_;
    value_.clear();
  }
  void end(const XmlName&) override {
    if (skipping_ > 0) {
      --skipping_;
    } else if (value_.find_first_not_of(" \t\r\n") != std::string::npos) {
      values.push_back(std::move(value_));
    }
    value_.clear();
  }
  void text(std::string_view utf8) override {
    if (skipping_ == 0) value_ += utf8;
  }

  bool is_europass = false;
  std::vector<std::string> values;

 private:
  bool first_ = true;
  int skipping_ = 0;
  std::string value_;
};

/// Words of four letters or more, in small letters as far as they are plain.
std::unordered_set<std::string> words_of(std::string_view text) {
  constexpr std::size_t shortest = 4;
  std::unordered_set<std::string> words;
  std::string word;
  std::size_t letters = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t here = at;
    const char32_t c = at < text.size() ? next_code_point(text, at) : (++at, U' ');
    if (is_upper(c) || is_lower(c)) {
      ++letters;
      if (c < 0x80) {
        word += static_cast<char>(std::tolower(static_cast<int>(c)));
      } else {
        word += text.substr(here, at - here);
      }
      continue;
    }
    if (letters >= shortest) words.insert(word);
    word.clear();
    letters = 0;
  }
  return words;
}

}  // namespace

std::optional<std::vector<std::string>> read_europass(std::string_view xml, const Limits& limits) {
  EuropassHandler handler;
  if (!parse_xml(xml, handler, limits) || !handler.is_europass) return std::nullopt;
  return std::move(handler.values);
}

float agreement(const std::vector<std::string>& values, std::string_view print) {
  std::string all;
  for (const std::string& value : values) all.append(value).append(" ");
  const auto said = words_of(all);
  const auto printed = words_of(print);
  if (said.empty()) return 1;
  const auto found = std::ranges::count_if(said, [&](const std::string& word) { return printed.contains(word); });
  return static_cast<float>(found) / static_cast<float>(said.size());
}

}  // namespace tamis::parsers
