#include "normalize/other_sections.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>

namespace tamis::normalize {
namespace {

bool has_list_sign(const Piece& piece) {
  const auto has = [&](std::string_view sign) { return piece.words().find(sign) != std::string_view::npos; };
  return has(",") || has(";") || has("|") || has("•") || has("·") || has(" / ");
}

/// Where a name ends and what it is begins: "Tidewatch - tide tables", "Lazy pumps. Journal of Flow". A full stop
/// behind a short word or a year counts if there is no clearer sign.
std::size_t end_of_name(const Piece& piece) {
  constexpr std::size_t short_word = 4;
  const auto words = piece.words();
  auto stop = words.size();
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto rest = words.substr(i);
    if (rest.starts_with(" - ") || rest.starts_with(" | ") || is_full_stop(piece, i)) return i;
    const auto word = i - (words.substr(0, i).find_last_of(" \n.") + 1);
    const bool may_end = rest.starts_with(". ") && word >= short_word && begins_upper_case(piece.from(i + 2).text());
    if (may_end && stop == words.size()) stop = i;
  }
  return stop;
}

/// "Tidewatch - tide tables for anglers", rather than a span of time or "Head - Ministry".
bool is_name_before_dash(const Piece& item) {
  const auto dash = item.words().find(" - ");
  if (dash == std::string_view::npos || item.words().find(": ") < dash) return false;
  const auto after = item.from(dash).trimmed();
  return !after.empty() && !begins_upper_case(after.text()) && !is_digit(after.words().front());
}

/// What stands in quotation marks; empty if nothing does.
Piece quoted(const Piece& piece) {
  const auto words = piece.words();
  const auto open = words.find('"');
  const auto close = open == std::string_view::npos ? open : words.find('"', open + 1);
  return close == std::string_view::npos ? piece.until(0) : piece.part(open + 1, close).trimmed();
}

Value date_of(const std::optional<Period>& period) {
  if (!period) return {};
  return period->end ? period->end_value(0.9F) : period->start_value(0.9F);
}

}  // namespace

OtherReader::OtherReader(const LanguagePacks& packs, const EntryReader& entries, const HeadReader& heads,
                         const DateReader& dates)
    : entries_(entries), heads_(heads), dates_(dates) {
  for_each_term(packs, "references",
                [&](const std::string&, const std::string& term, const LanguagePack&) { on_request_.add(term, true); });
}

/// The lines of a section as whole items: list items in one piece, other lines joined where one goes on in the next.
std::vector<Piece> OtherReader::whole_items(const ReadingText& text, const Section& section) const {
  std::vector<Piece> items;
  const TextLine* last = nullptr;
  for (const auto index : section.lines) {
    const auto& line = text.lines[index];
    const auto piece = piece_of(text, line);
    if (piece.empty()) continue;
    const bool same_block = last && last->block == line.block && &line == last + 1;
    if (same_block && (line.role == BlockRole::list_item || entries_.is_open(items.back().words()))) {
      items.back() = items.back().joined(piece);
    } else {
      items.push_back(piece);
    }
    last = &line;
  }
  return items;
}

std::vector<OtherReader::Item> OtherReader::items(const ReadingText& text, const Section& section) const {
  std::vector<Item> items;
  for (const auto& piece : whole_items(text, section)) {
    const auto periods = dates_.find(piece);
    if (periods.empty()) {
      items.push_back({piece, {}});
      continue;
    }
    const auto& period = periods.back();
    const auto before = piece.until(period.where.folded.start - piece.folded.start).trimmed();
    const auto after = piece.from(period.where.folded.end - piece.folded.start).trimmed();
    if (before.empty() && after.empty()) {
      if (!items.empty() && !items.back().period) items.back().period = period;
      continue;
    }
    items.push_back({before.size() >= after.size() ? before : after, period});
  }
  return items;
}

std::vector<Volunteer> OtherReader::volunteer(const ReadingText& text, const Section& section) const {
  const auto entries = entries_.read(text, section);
  const auto heads = heads_.engagements(entries);
  std::vector<Volunteer> engagements;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Volunteer engagement;
    if (!heads[i].where.empty()) engagement.organization = heads[i].where.value(heads[i].confidence);
    if (!heads[i].what.empty()) engagement.position = heads[i].what.value(heads[i].confidence);
    if (const auto& period = entries[i].period) {
      engagement.start_date = period->start_value(0.97F);
      engagement.end_date = period->single ? period->start_value(0.92F) : period->end_value(0.97F);
    }
    for (const auto& bullet : entries[i].bullets) engagement.highlights.push_back(bullet.value(0.9F));
    if (!engagement.organization.empty() || !engagement.position.empty()) engagements.push_back(std::move(engagement));
  }
  if (!engagements.empty()) return engagements;
  for (const auto& item : items(text, section)) {
    Volunteer engagement;
    engagement.position = item.words.value(0.6F);
    engagements.push_back(std::move(engagement));
  }
  return engagements;
}

/// "Name (2019): what it is", a line each; or entries like those of jobs.
std::vector<Project> OtherReader::projects(const ReadingText& text, const Section& section) const {
  std::vector<Project> projects;
  const auto items = whole_items(text, section);
  const auto sign = std::ranges::all_of(items, is_name_before_dash) ? " - " : ": ";
  for (const auto& item : items) {
    const auto cut = item.words().find(sign);
    if (cut == std::string_view::npos) continue;
    Project project;
    auto name = item.until(cut);
    if (const auto periods = dates_.find(name); !periods.empty()) {
      const auto& period = periods.back();
      project.start_date = period.start_value(0.9F);
      project.end_date = period.single ? Value{} : period.end_value(0.9F);
      name = name.until(period.where.folded.start - name.folded.start);
    }
    project.name = name.value(0.92F);
    project.description = item.from(cut + 1).value(0.92F);
    if (!project.name.empty()) projects.push_back(std::move(project));
  }
  if (!projects.empty()) return projects;
  for (const auto& entry : entries_.read(text, section)) {
    if (entry.head.empty()) continue;
    Project project;
    const auto& line = entry.head.front();
    const auto end = end_of_name(line);
    project.name = line.until(end).value(0.92F);
    if (end < line.size()) project.description = line.from(end + 1).value(0.9F);
    if (entry.period) {
      project.start_date = entry.period->start_value(0.9F);
      project.end_date = entry.period->end_value(0.9F);
    }
    for (const auto& bullet : entry.bullets) project.highlights.push_back(bullet.value(0.92F));
    if (!entry.prose.empty()) project.description = entry.prose.front().joined(entry.prose.back()).value(0.92F);
    projects.push_back(std::move(project));
  }
  return projects;
}

std::vector<Publication> OtherReader::publications(const ReadingText& text, const Section& section) const {
  std::vector<Publication> publications;
  for (const auto& item : items(text, section)) {
    Publication publication;
    const auto title = quoted(item.words);
    const auto end = end_of_name(item.words);
    publication.name = (title.empty() ? item.words.until(end) : title).value(0.8F);
    if (title.empty() && end < item.words.size()) publication.publisher = item.words.from(end + 1).value(0.7F);
    publication.release_date = date_of(item.period);
    publications.push_back(std::move(publication));
  }
  return publications;
}

std::vector<Award> OtherReader::awards(const ReadingText& text, const Section& section) const {
  std::vector<Award> awards;
  for (const auto& item : items(text, section)) {
    Award award;
    const auto parts = split(item.words, ",|");
    if (parts.empty()) continue;
    award.title = parts.front().value(0.92F);
    if (parts.size() > 1) award.awarder = parts[1].joined(parts.back()).value(0.7F);
    award.date = date_of(item.period);
    awards.push_back(std::move(award));
  }
  return awards;
}

/// The lines of one list, joined: where items stand between signs, the end of a line parts nothing.
std::vector<Piece> OtherReader::lists(const ReadingText& text, const Section& section) const {
  std::vector<Piece> lists;
  const TextLine* last = nullptr;
  for (const auto index : section.lines) {
    const auto& line = text.lines[index];
    const auto piece = piece_of(text, line.span);
    const bool same_block = last && last->block == line.block && &line == last + 1;
    if (same_block && (line.role == BlockRole::list_item || has_list_sign(lists.back()) || has_list_sign(piece))) {
      lists.back() = lists.back().joined(piece);
    } else {
      lists.push_back(piece);
    }
    last = &line;
  }
  return lists;
}

std::vector<Interest> OtherReader::interests(const ReadingText& text, const Section& section) const {
  constexpr std::size_t longest = 80;  // bytes; what is longer is no name of an interest
  std::vector<Interest> interests;
  for (const auto& item : lists(text, section)) {
    const auto colon = item.words().find(": ");
    const auto list = colon == std::string_view::npos ? item : item.from(colon + 1);
    for (const auto& part : split(list, list_signs)) {
      if (part.size() > longest) continue;
      Interest interest;
      interest.name = part.value(0.97F);
      interests.push_back(std::move(interest));
    }
  }
  return interests;
}

std::vector<Reference> OtherReader::references(const ReadingText& text, const Section& section) const {
  std::vector<Reference> references;
  for (const auto& item : whole_items(text, section)) {
    if (on_request_.find_in(item.words()) || dates_.whole(item)) continue;
    Reference reference;
    const auto comma = item.words().find(", ");
    reference.name = item.until(std::min<std::size_t>(comma, item.size())).value(0.92F);
    if (comma != std::string_view::npos) reference.reference = item.from(comma + 1).value(0.92F);
    references.push_back(std::move(reference));
  }
  return references;
}

}  // namespace tamis::normalize
