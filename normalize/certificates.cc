#include "normalize/certificates.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>
#include <optional>

namespace tamis::normalize {
namespace {

constexpr float sure = 0.93F, likely = 0.85F;
constexpr std::size_t longest_acronym = 8;

bool is_open(std::string_view words) {
  return words.ends_with(',') || words.ends_with(':') || words.ends_with('-') ||
         std::ranges::count(words, '(') > std::ranges::count(words, ')');
}

/// Is the line the rest of the item above it, which was too long for one line?
bool continues(const ReadingText& text, std::size_t above, std::size_t below) {
  const auto& first = text.lines[above];
  const auto& second = text.lines[below];
  if (below != above + 1 || first.block != second.block) return false;
  return second.role == BlockRole::list_item || is_open(trimmed(piece_of(text, first.span).words())) ||
         !begins_upper_case(piece_of(text, second).text());
}

bool is_acronym(const Piece& piece) {
  return piece.size() <= longest_acronym && is_upper_case(piece.text()) &&
         std::ranges::none_of(piece.words(), is_digit);
}

}  // namespace

CertificateReader::CertificateReader(const LanguagePacks& packs) : dates_(packs) {
  for (const auto& pack : packs) {
    for (const auto& term : pack.terms("organisations", "words")) organisations_.add(term, true);
    for (const auto& term : pack.terms("certificates", "issuers")) issuers_.add(term, true);
    for (const auto& term : pack.terms("certificates", "driving_licences")) licences_.add(term, true);
    for (const auto& term : pack.terms("certificates", "expiry")) expiry_.add(term, true);
  }
}

std::vector<Piece> CertificateReader::items(const ReadingText& text, const Section& section) const {
  std::vector<Piece> items;
  bool date_open = false;  // a date in a margin belongs to the line after it
  for (std::size_t i = 0; i < section.lines.size(); ++i) {
    const auto line = piece_of(text, text.lines[section.lines[i]].span);
    if (line.trimmed().empty()) continue;
    const bool date = is_date(line.trimmed());
    const bool beside = i > 0 && text.lines[section.lines[i]].row >= 0 &&
                        text.lines[section.lines[i]].row == text.lines[section.lines[i - 1]].row;
    const bool begins = !date && begins_with_date(line.trimmed());
    const bool goes_on = !items.empty() && !begins &&
                         (date_open || (date && beside) || continues(text, section.lines[i - 1], section.lines[i]));
    if (goes_on) {
      items.back() = items.back().joined(line);
    } else {
      items.push_back(line);
    }
    date_open = date && !goes_on;
  }
  return items;
}

/// "03/2021", "valid until 2027"
bool CertificateReader::is_date(const Piece& line) const {
  const auto label = expiry_.match_at(line.words(), 0);
  return dates_.whole(label ? line.from(label->size).trimmed() : line).has_value();
}

/// Without until when it holds, which is no date of the certificate.
Piece CertificateReader::without_expiry(const Piece& item) const {
  for (const auto& period : dates_.find(item)) {
    const auto date = item.until(period.where.folded.end - item.folded.start);
    std::optional<std::size_t> start;
    expiry_.for_each_match(date.words(), [&](std::size_t at, const auto&) { start = at; });
    if (!start) continue;
    const auto before = item.until(*start).trimmed(), after = item.from(date.size()).trimmed();
    return before.empty() ? after : before;
  }
  return item;
}

/// "2019: Permis d'exploitation"
bool CertificateReader::begins_with_date(const Piece& line) const {
  const auto periods = dates_.find(line);
  return !periods.empty() && periods.front().where.folded.start == line.folded.start;
}

bool CertificateReader::is_issuer(const Piece& piece) const {
  return issuers_.find(piece.words()) || is_acronym(piece) ||
         (begins_upper_case(piece.text()) && organisations_.find_in(piece.words()));
}

Certificate CertificateReader::read_item(Piece item) const {
  Certificate certificate;
  item = without_expiry(item.trimmed());
  const auto periods = dates_.find(item);
  if (!periods.empty()) {
    const auto& period = periods.back();
    const auto before = item.until(period.where.folded.start - item.folded.start).trimmed();
    const auto after = item.from(period.where.folded.end - item.folded.start).trimmed();
    if (before.empty() || after.empty()) {
      certificate.date = period.start ? period.start_value(sure) : period.end_value(sure);
      item = before.empty() ? after : before;
    }
  }
  if (item.empty()) return certificate;
  const auto parts = split(item, ",|");
  const auto dash = item.words().rfind(" - ");
  const auto last = parts.size() > 1 || dash == std::string_view::npos ? parts.back() : item.from(dash + 3).trimmed();
  if (last.folded.start > item.folded.start && is_issuer(last)) {
    certificate.issuer = last.value(likely);
    item = item.until(last.folded.start - item.folded.start).trimmed();
  }
  certificate.name = item.value(sure);
  return certificate;
}

std::vector<Certificate> CertificateReader::read(const ReadingText& text, const Section& section) const {
  std::vector<Certificate> certificates;
  for (const auto& item : items(text, section)) {
    if (licences_.find(item.trimmed().words())) continue;
    auto certificate = read_item(item);
    if (!certificate.name.empty()) certificates.push_back(std::move(certificate));
  }
  return certificates;
}

}  // namespace tamis::normalize
