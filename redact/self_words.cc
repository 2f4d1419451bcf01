#include "redact/titles.hpp"

#include "redact/words.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace tamis::redact {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_capital(std::string_view word) { return lower(word.substr(0, 2)) != word.substr(0, 2); }

/// As the word was written: with a capital first letter, where the old one had one.
std::string written_like(std::string_view word, std::string neutral) {
  if (is_capital(word) && neutral.front() >= 'a' && neutral.front() <= 'z') {
    neutral.front() = static_cast<char>(neutral.front() - 'a' + 'A');
  }
  return neutral;
}

}  // namespace

/// Writes one text anew, word by word.
class SelfWriter {
 public:
  SelfWriter(const Titles::Language& language, const std::set<std::string>& own)
      : language_(language), self_(language.self), own_(own) {}

  std::string write(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == at) {
        pass_mark(text[at++]);
      } else {
        write_word(text.substr(at, end - at));
        at = end;
      }
    }
    return std::move(result_);
  }

 private:
  enum class Place : std::uint8_t { elsewhere, opening, behind };

  void pass_mark(char mark) {
    constexpr std::string_view ends = ".!?;:\n|";
    if (ends.find(mark) != ends.npos) place_ = Place::opening;
    result_ += mark;
  }

  void write_word(std::string_view word) {
    const std::string low = lower(word);
    const bool is_behind = contains(self_.behind, low) || contains(self_.behind, previous_ + " " + low);
    previous_ = low;
    if (const auto neutral = neutral_of(word, low)) {
      put_article();
      result_ += *neutral;
      if (is_behind || own_.contains(low)) place_ = Place::behind;
      return;
    }
    if (place_ == Place::behind && self_.articles.contains(low)) {
      article_ = {result_.size(), word.size(), written_like(word, self_.articles.at(low))};
    } else if (is_behind) {
      place_ = Place::behind;
      article_.reset();
    } else if (!contains(self_.between, low)) {
      place_ = Place::elsewhere;
      article_.reset();
    }
    result_ += word;
  }

  [[nodiscard]] std::optional<std::string> neutral_of(std::string_view word, const std::string& low) const {
    const bool may_be_title = place_ == Place::behind && (!self_.capital || is_capital(word));
    if (own_.contains(low) || may_be_title) {
      if (std::string title = Titles::neutral_word(word, language_); title != word) return title;
    }
    if (const auto adjective = self_.words.find(low); adjective != self_.words.end() && place_ != Place::elsewhere) {
      return written_like(word, adjective->second);
    }
    if (contains(self_.unchanged, low)) return std::nullopt;
    for (const Titles::Form& verb : self_.verbs) {
      if (low.size() > verb.ending.size() && low.ends_with(verb.ending)) {
        return std::string(word.substr(0, word.size() - verb.ending.size())) + verb.neutral;
      }
    }
    return std::nullopt;
  }

  /// The article before what turned out to be a title tells the sex as well.
  void put_article() {
    if (article_) result_.replace(article_->at, article_->size, article_->neutral);
    article_.reset();
  }

  struct Article {
    std::size_t at, size;
    std::string neutral;
  };

  const Titles::Language& language_;
  const Titles::Self& self_;
  const std::set<std::string>& own_;
  std::string result_, previous_;
  Place place_ = Place::opening;
  std::optional<Article> article_;
};

std::string Titles::neutral_text(std::string_view text, const std::string& code,
                                 const std::vector<std::string>& own_titles) const {
  const auto language = languages_.find(code);
  if (language == languages_.end()) return std::string(text);
  std::vector<std::string> parts;
  for (const std::string& title : own_titles) add_words(lower(title), parts);
  const std::set<std::string> own(parts.begin(), parts.end());
  return SelfWriter(language->second, own).write(text);
}

}  // namespace tamis::redact
