#include "normalize/names.hpp"

#include "normalize/gazetteer.hpp"
#include "normalize/text_folder.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tamis::normalize {
namespace {

constexpr std::size_t fewest_words = 2, most_words = 7, lines_looked_at = 60;
constexpr std::ptrdiff_t most_line_breaks = 2;  ///< blocks stand a blank line apart
constexpr float least_score = 2.0F;

using Names = Phrases<bool>;

/// Which words of a written name are the given and which the family name; each a run of neighbours.
struct Order {
  std::size_t given_start = 0, given_end = 0, family_start = 0, family_end = 0;
};

bool is_name_word(std::string_view word) {
  if (std::ranges::any_of(word, is_digit) || word.find_first_of("@:;|/()[]#*+=_&!?\"<>") != std::string_view::npos)
    return false;
  return count_letters(word) > 0;
}

bool is_initial(std::string_view word) { return count_letters(word) == 1; }

std::vector<Piece> words_of(const Piece& piece) {
  std::vector<Piece> words;
  const auto text = piece.words();
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find_first_of(" \n", start), text.size());
    if (end > start) words.push_back(piece.part(start, end));
    start = end + 1;
  }
  return words;
}

std::string_view without_comma(std::string_view word) {
  return word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
}

/// The part of a line that can hold a name: "Jane Doe | Engineer", "Jane Doe - Engineer".
Piece first_element(const Piece& line) {
  const auto words = line.words();
  auto end = std::min(words.find('|'), words.find(" - "));
  end = std::min({end, words.find("•"), words.size()});
  return line.until(end).trimmed();
}

bool is_large(const TextLine& line, float largest) { return line.font_size > 0 && line.font_size >= 0.95F * largest; }

}  // namespace

struct NameReader::Words {
  std::map<std::string, Names, std::less<>> given;  ///< by language
  Names every_given, surnames, particles, titles, no_names;
  Phrases<bool> labels, given_labels, family_labels, jobs, organisations;
  std::vector<std::string> job_suffixes;
  SectionReader sections;

  explicit Words(const LanguagePacks& packs) : sections(packs) {
    const auto collect = [&](std::string_view key, Names& into) {
      for (const auto& pack : packs) {
        for (const auto& term : pack.terms("names", key)) into.add(term, true);
      }
    };
    collect("particles", particles);
    collect("titles", titles);
    collect("surnames", surnames);
    collect("not", no_names);
    for (const auto& pack : packs) {
      for (const auto& term : pack.terms("contact", "name")) labels.add(term, true);
      for (const auto& term : pack.terms("contact", "given_name")) given_labels.add(term, true);
      for (const auto& term : pack.terms("contact", "family_name")) family_labels.add(term, true);
      for (const auto& term : pack.terms("titles", "words")) jobs.add(term, true);
      const auto& suffixes = pack.terms("titles", "suffixes");
      job_suffixes.insert(job_suffixes.end(), suffixes.begin(), suffixes.end());
      for (const auto& term : pack.terms("organisations", "words")) organisations.add(term, true);
    }
    const IcuTextFolder folder;
    for (const auto& row : gazetteer("given_names.tsv")) {
      for (const auto name : cells(row[1], ';')) {
        const auto folded = folder.fold_term(name);
        given[std::string(row[0])].add(folded, true);
        every_given.add(folded, true);
      }
    }
  }

  [[nodiscard]] bool is_particle(std::string_view word) const { return particles.contains(word); }

  [[nodiscard]] bool is_given(std::string_view word, std::string_view language) const {
    word = without_comma(word).substr(0, word.find('-'));
    const auto names = given.find(language);
    return names != given.end() ? names->second.contains(word) : every_given.contains(word);
  }

  [[nodiscard]] bool is_any_given(std::string_view word) const {
    return every_given.contains(without_comma(word).substr(0, word.find('-')));
  }

  /// Without "Dr.", "Mme" … at the front and degrees after a comma. A particle is no title ("Di Stefano Marco").
  [[nodiscard]] std::vector<Piece> name_words(const Piece& piece) const { return without_titles(words_of(piece)); }

  [[nodiscard]] std::vector<Piece> without_titles(std::vector<Piece> words) const {
    const auto is_title = [&](const Piece& word) {
      const auto plain = trimmed(word.words(), ".,");
      const bool remark = word.words().starts_with('(') && word.words().ends_with(')');  // "Dipl.-Ing. (FH)"
      return remark || (!is_particle(plain) && (titles.contains(plain) || titles.contains(word.words())));
    };
    while (!words.empty() && is_title(words.front())) words.erase(words.begin());
    while (!words.empty() && is_title(words.back())) words.pop_back();
    return words;
  }

  /// "Rui dos", "Permis C": a name ends neither in a particle nor in a letter, unless its family name came first.
  [[nodiscard]] bool is_unfinished(const std::vector<Piece>& words) const {
    const auto last = words.back().words();
    return !order_by_comma(words) && (is_particle(last) || (is_initial(last) && !last.ends_with('.')));
  }

  [[nodiscard]] bool can_be_name(const std::vector<Piece>& words) const {
    if (words.size() < fewest_words || words.size() > most_words || is_unfinished(words)) return false;
    std::size_t full = 0;
    const bool small = std::ranges::none_of(words, [](const Piece& word) { return begins_upper_case(word.text()); });
    if (small && !is_any_given(words.front().words())) return false;
    for (const auto& word : words) {
      if (!is_name_word(word.words())) return false;
      if (is_particle(word.words())) continue;
      const bool capital = small || begins_upper_case(word.text()) || word.words().front() == '\'';
      if (!capital) return false;
      if (!is_initial(word.words())) ++full;
    }
    return full >= 2 || (full == 1 && words.size() == 2);
  }

  /// A comma after the family name: "Dupont, Marie".
  [[nodiscard]] static std::optional<Order> order_by_comma(const std::vector<Piece>& words) {
    const auto comma = std::ranges::find_if(words, [](const Piece& word) { return word.words().ends_with(','); });
    if (comma == words.end() || comma + 1 == words.end()) return std::nullopt;
    const auto cut = static_cast<std::size_t>(comma - words.begin()) + 1;
    return Order{cut, words.size(), 0, cut};
  }

  /// Only the family name in capitals: "Marie DUPONT", "DUPONT Marie".
  [[nodiscard]] std::optional<Order> order_by_capitals(const std::vector<Piece>& words) const {
    const auto shouted = [&](const Piece& word) {
      return is_upper_case(word.text()) && count_letters(word.text()) > 1;
    };
    const auto first = std::ranges::find_if(words, shouted);
    if (first == words.end()) return std::nullopt;
    auto start = static_cast<std::size_t>(first - words.begin());
    auto end = start;
    while (end < words.size() && (shouted(words[end]) || is_particle(words[end].words()))) ++end;
    if (end - start == words.size()) return std::nullopt;
    while (start > 1 && is_particle(words[start - 1].words())) --start;
    if (end == words.size()) return Order{0, start, start, end};
    if (start == 0) return Order{end, words.size(), 0, end};
    return std::nullopt;
  }

  /// The last words are given names and the first is none: "Rossi Maria".
  [[nodiscard]] std::optional<Order> order_by_lists(const std::vector<Piece>& words, std::string_view language) const {
    if (is_any_given(words.front().words())) return std::nullopt;
    auto start = words.size();
    const auto is_last_given = [&](std::size_t at) {
      const auto word = words[at].words();
      return is_given(word, language) && !surnames.contains(word) && !is_particle(words[at - 1].words());
    };
    while (start > 1 && is_last_given(start - 1)) --start;
    if (start == words.size() || is_particle(words[start - 1].words())) return std::nullopt;
    return Order{start, words.size(), 0, start};
  }

  [[nodiscard]] Order usual_order(const std::vector<Piece>& words, std::string_view language) const {
    std::size_t cut = 1;
    while (cut + 1 < words.size()) {
      const auto word = words[cut].words();
      if (is_initial(word) || (is_given(word, language) && !surnames.contains(word) && !is_particle(word))) {
        ++cut;
      } else if (const auto after = after_particles(words, cut); after > cut && after + 1 < words.size() &&
                                                                 language == "es" &&
                                                                 is_given(words[after].words(), language)) {
        cut = after + 1;  // "María del Carmen"
      } else {
        break;
      }
    }
    return {0, cut, cut, words.size()};
  }

  [[nodiscard]] std::size_t after_particles(const std::vector<Piece>& words, std::size_t at) const {
    while (at < words.size() && is_particle(words[at].words())) ++at;
    return at;
  }

  [[nodiscard]] Order order(const std::vector<Piece>& words, std::string_view language) const {
    if (const auto found = order_by_comma(words)) return *found;
    if (const auto found = order_by_capitals(words)) return *found;
    if (const auto found = order_by_lists(words, language)) return *found;
    return usual_order(words, language);
  }

  [[nodiscard]] std::string written(const Piece& word, std::string_view language) const {
    const auto text = without_comma(word.text());
    const bool shouted = is_upper_case(text) && count_letters(text) > 1;
    const bool whispered = !begins_upper_case(text) && !is_particle(without_comma(word.words()));
    if (!shouted && !whispered) return std::string(text);
    const bool plain = text.size() == without_comma(word.words()).size();  // folding took no accent
    if (shouted && plain && is_particle(word.words()) && language != "it") return std::string(word.words());
    auto cased = to_title_case(text);
    if (word.words().starts_with("mc") && cased.size() > 4) cased[2] = static_cast<char>(cased[2] & ~0x20);
    return cased;
  }

  [[nodiscard]] Value value(const std::vector<Piece>& words, std::size_t start, std::size_t end,
                            std::string_view language, float confidence) const {
    if (start >= end) return {};
    std::string joined;
    for (auto i = start; i < end; ++i) joined += (joined.empty() ? "" : " ") + written(words[i], language);
    return {CandidateText(std::move(joined)), source(words, start, end), confidence};
  }

  /// Where the words stand; of a name whose second line stands elsewhere the first.
  [[nodiscard]] static Span source(const std::vector<Piece>& words, std::size_t start, std::size_t end) {
    auto last = end - 1;
    while (last > start && std::ranges::count(words[start].joined(words[last]).words(), '\n') > most_line_breaks)
      --last;
    return words[start].joined(words[last]).span();
  }

  [[nodiscard]] PersonName read(const std::vector<Piece>& words, std::string_view language, float confidence) const;

  /// "Sofia Ribeiro Assistante en soins": what can be a name before the job on a line that is no name as a whole.
  [[nodiscard]] Piece before_job(const Piece& piece) const {
    const auto words = piece.words();
    std::size_t job = 0;
    jobs.for_each_match(words, [&](std::size_t start, const auto&) { job = job == 0 ? start : job; });
    return job == 0 || can_be_name(name_words(piece)) ? piece.until(0) : piece.until(job).trimmed();
  }

  [[nodiscard]] bool is_something_else(const Piece& piece) const {
    const auto words = piece.words();
    return no_names.contains(words) || sections.kind_of(words, {}) || organisations.find_in(words);
  }

  [[nodiscard]] float job_penalty(const Piece& piece) const {
    if (jobs.find_in(piece.words())) return 3;
    const bool like_a_job = std::ranges::any_of(words_of(piece), [&](const Piece& word) {
      const auto ends = [&](const std::string& suffix) {
        return word.size() > suffix.size() + 2 && word.words().ends_with(suffix);
      };
      return !is_any_given(word.words()) && std::ranges::any_of(job_suffixes, ends);
    });
    return like_a_job ? 1 : 0;
  }

  /// How likely the words are a name, by themselves.
  [[nodiscard]] float word_score(const std::vector<Piece>& words, std::string_view language,
                                 std::string_view mail) const {
    float score = 0;
    int echoes = 0;
    for (const auto& word : words) {
      const auto plain = without_comma(word.words());
      if (plain.size() >= 3 && mail.find(plain.substr(0, plain.find_first_of("-'"))) != std::string_view::npos)
        ++echoes;
    }
    score += echoes > 1 ? 4 : echoes == 1 ? 2.5F : 0;
    if (is_given(words.front().words(), language) || is_given(words.back().words(), language)) {
      score += 2;
    } else if (is_any_given(words.front().words())) {
      score += 1;
    }
    return score;
  }
};

NameReader::NameReader(const LanguagePacks& packs) : words_(std::make_unique<Words>(packs)) {}
NameReader::~NameReader() = default;

Value joined(const PersonName& parts, Span source, float confidence) {
  const auto text = [](const Value& value) { return std::string(value.text.reveal(Purpose::normalization)); };
  return {CandidateText(text(parts.given_name) + " " + text(parts.family_name)), source, confidence};
}

PersonName NameReader::Words::read(const std::vector<Piece>& words, std::string_view language, float confidence) const {
  if (!can_be_name(words)) return {};
  const auto parts = order(words, language);
  PersonName person;
  person.given_name = value(words, parts.given_start, parts.given_end, language, confidence);
  person.family_name = value(words, parts.family_start, parts.family_end, language, confidence);
  person.name = joined(person, source(words, 0, words.size()), confidence);
  return person;
}

PersonName NameReader::read(const Piece& piece, std::string_view language, float confidence) const {
  return words_->read(words_->name_words(piece), language, confidence);
}

/// One walk over the first page that keeps the words which are the name most likely.
class NameReader::Search {
 public:
  Search(const Words& words, const ReadingText& text, std::span<const Section> sections, std::string_view mail)
      : words_(words), text_(text), mail_(mail), language_(text.language()) {
    for (const auto& section : sections) {
      const bool head = section.kind == SectionKind::header || section.kind == SectionKind::contact ||
                        section.kind == SectionKind::personal;
      if (head) in_header_.insert(section.lines.begin(), section.lines.end());
    }
    while (count_ < std::min(text.lines.size(), lines_looked_at) && text.lines[count_].page <= 1) ++count_;
    float largest = 0;
    for (std::size_t i = 0; i < count_; ++i) largest = std::max(largest, text.lines[i].font_size);
    for (std::size_t i = 0; i < count_; ++i) {
      if (is_large(text.lines[i], largest)) large_.push_back(i);
    }
  }

  [[nodiscard]] PersonName best() {
    if (auto person = from_labels(); !person.name.empty()) return person;
    for (std::size_t i = 0; i < count_; ++i) try_line(i);
    if (large_.size() <= most_large_lines) {
      for (std::size_t i = 0; i + 1 < large_.size(); ++i) try_both(large_[i], large_[i + 1]);
    }
    if (score_ < least_score) return {};
    return words_.read(best_, language_, std::min(0.99F, 0.6F + 0.05F * score_));
  }

 private:
  /// More lines than a name and a title need: then the size tells nothing.
  static constexpr std::size_t most_large_lines = 5;
  static constexpr float name_on_two_lines = 0.6F, label = 4, no_name = -100;

  [[nodiscard]] Piece line(std::size_t index) const { return piece_of(text_, text_.lines[index]); }

  /// "Nom : DUPONT" and "Prénom : Marie" on lines of their own.
  [[nodiscard]] PersonName from_labels() const {
    constexpr float sure = 0.97F;
    const auto given = words_of(labelled(words_.given_labels)), family = words_of(labelled(words_.family_labels));
    if (given.empty() || family.empty()) return {};
    PersonName person;
    person.given_name = words_.value(given, 0, given.size(), language_, sure);
    person.family_name = words_.value(family, 0, family.size(), language_, sure);
    person.name = joined(person, *person.given_name.source, sure);
    return person;
  }

  /// What stands behind a label, or on the line below it.
  [[nodiscard]] Piece labelled(const Phrases<bool>& labels) const {
    for (std::size_t i = 0; i < count_; ++i) {
      const auto piece = line(i);
      const auto match = piece.empty() ? std::nullopt : labels.match_at(piece.words(), 0);
      if (!match) continue;
      const auto rest = piece.words().substr(match->size);
      const bool alone = trimmed(rest, ": ").empty();
      if (!alone && !trimmed(rest).starts_with(':')) continue;
      const auto found = alone && i + 1 < count_ ? line(i + 1) : piece.from(match->size).trimmed();
      const auto words = words_of(found);
      const bool name = !words.empty() && words.size() <= most_words &&
                        std::ranges::all_of(words, [](const Piece& word) { return is_name_word(word.words()); });
      if (name) return found;
    }
    return {&text_, {}};
  }

  void try_line(std::size_t index) {
    const auto piece = line(index);
    const auto match = piece.empty() ? std::nullopt : words_.labels.match_at(piece.words(), 0);
    const auto after_label = match ? piece.from(match->size).trimmed() : Piece{};
    if (!after_label.empty()) return weigh(after_label, index, label);
    const bool below_label = index > 0 && words_.labels.find(trimmed(line(index - 1).words(), ":"));
    const auto element = first_element(piece);
    weigh(element, index, below_label ? label : 0);
    if (const auto before = words_.before_job(element); !before.empty()) weigh(before, index, below_label ? label : 0);
  }

  /// A name that was too long for one line.
  void try_both(std::size_t first, std::size_t second) {
    if (words_.is_something_else(line(first)) || words_.is_something_else(line(second))) return;
    if (second > first + 1 && large_.size() > 2) return;
    auto words = words_of(line(first));
    const auto more = words_of(line(second));
    if (more.size() == 1 && is_initial(more.front().words())) return;
    if (words_.can_be_name(words) && is_upper_case(line(first).text()) != is_upper_case(line(second).text())) return;
    words.insert(words.end(), more.begin(), more.end());
    const auto name = words_.without_titles(words);
    const float penalty = words_.job_penalty(line(first)) + words_.job_penalty(line(second));
    keep(name, score_of(name, words.size(), first) + name_on_two_lines - penalty);
  }

  /// What the words could be instead is asked last: few lines come so far.
  void weigh(const Piece& piece, std::size_t index, float bonus) {
    const auto words = words_of(piece);
    const auto name = words_.without_titles(words);
    const auto score = score_of(name, words.size(), index) + bonus;
    if (score <= score_ || words_.is_something_else(piece)) return;
    keep(name, score - words_.job_penalty(piece));
  }

  void keep(const std::vector<Piece>& words, float score) {
    if (score <= score_) return;
    score_ = score;
    best_ = words;
  }

  [[nodiscard]] float score_of(const std::vector<Piece>& words, std::size_t with_titles, std::size_t index) const {
    if (!words_.can_be_name(words)) return no_name;
    float score = words_.word_score(words, language_, mail_);
    score += std::ranges::find(large_, index) != large_.end() ? 3.0F : 0.0F;
    score += in_header_.contains(index) ? 1.0F : 0.0F;
    score += index < 3 ? 1.5F : 0.0F;
    score += words.size() < with_titles ? 1.0F : 0.0F;
    return score - 0.05F * static_cast<float>(index);
  }

  const Words& words_;
  const ReadingText& text_;
  std::string_view mail_;
  std::string language_;
  std::set<std::size_t> in_header_;
  std::vector<std::size_t> large_;
  std::size_t count_ = 0;
  std::vector<Piece> best_;
  float score_ = 0;
};

PersonName NameReader::find(const ReadingText& text, std::span<const Section> sections, std::string_view mail) const {
  return Search(*words_, text, sections, mail).best();
}

}  // namespace tamis::normalize
