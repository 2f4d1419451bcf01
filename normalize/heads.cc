#include "normalize/heads.hpp"

#include "normalize/text_folder.hpp"

#include <algorithm>
#include <map>

namespace tamis::normalize {
namespace {

/// How much the other entries of a section count.
constexpr float habit = 0.8F;
/// Titles come before employers more often than not.
constexpr float what_first = 0.3F;

/// Titles seldom have more than one part.
constexpr float more_of_title = -0.75F;

/// A label says what it is.
constexpr float labelled = 0.97F;

/// At most three words between capitals, no short form: "Gardone", "Bad Anning", "Vila do Conde".
bool looks_like_town(const Piece& piece) {
  constexpr std::ptrdiff_t most_gaps = 2;
  const auto text = piece.text();
  const auto last = text.substr(text.find_last_of(' ') + 1);
  return begins_upper_case(text) && begins_upper_case(last) && !is_upper_case(text) &&
         std::ranges::count(text, ' ') <= most_gaps && text.find_first_of("0123456789()&.") == std::string_view::npos;
}

struct Candidate {
  std::vector<HeadPart> parts;
  std::vector<HeadReading> readings;
};

/// How well each shape reads the entries of a section, on the mean.
std::map<HeadShape, float> habits(const std::vector<Candidate>& candidates) {
  std::map<HeadShape, float> means;
  for (const auto& candidate : candidates) {
    std::map<HeadShape, float> best;
    for (const auto& reading : candidate.readings) {
      const auto [at, added] = best.try_emplace(reading.shape, reading.score);
      if (!added) at->second = std::max(at->second, reading.score);
    }
    for (const auto& [shape, score] : best) means[shape] += score / static_cast<float>(candidates.size());
  }
  return means;
}

const HeadReading* best_of(const Candidate& candidate, const std::map<HeadShape, float>& habits) {
  const HeadReading* best = nullptr;
  float best_score = 0;
  for (const auto& reading : candidate.readings) {
    const auto score =
        reading.score + habit * habits.at(reading.shape) + (reading.shape.what_first ? what_first : 0.0F);
    if (!best || score > best_score) {
      best = &reading;
      best_score = score;
    }
  }
  return best;
}

/// The lines that the reading leaves: a place among them is the head's.
void keep_rest(Head& head, const std::vector<Piece>& lines, const HeadEvidence& evidence) {
  for (const auto& line : lines) {
    const auto overlaps = [&](const Piece& used) {
      return !used.empty() && used.folded.start < line.folded.end && line.folded.start < used.folded.end;
    };
    if (overlaps(head.what) || overlaps(head.where) || overlaps(head.place)) continue;
    if (head.place.empty() && evidence.is_place(line.words())) {
      head.place = line;
    } else if (!evidence.is_contract(line.words())) {
      head.rest.push_back(line);
    }
  }
}

}  // namespace

HeadReader::HeadReader(const LanguagePacks& packs, const PlaceReader& places, const DegreeReader& degrees,
                       const OccupationReader& occupations)
    : evidence_(packs, places, degrees, occupations), cutter_(packs, evidence_) {}

std::vector<Head> HeadReader::positions(const std::vector<Entry>& entries) const {
  return read(entries, {[this](const Piece& piece) { return evidence_.employer_balance(piece); }, more_of_title, true});
}

std::vector<Head> HeadReader::engagements(const std::vector<Entry>& entries) const {
  return read(entries, {[this](const Piece& piece) { return evidence_.employer_balance(piece); }, more_of_title});
}

std::vector<Head> HeadReader::degrees(const std::vector<Entry>& entries) const {
  return read(entries, {[this](const Piece& piece) { return evidence_.school_balance(piece); }, 0, true});
}

/// Does one of the lines write a known place behind a comma?
bool HeadReader::ends_with_place(const std::vector<Piece>& lines) const {
  return std::ranges::any_of(lines, [this](const Piece& line) {
    const auto parts = cutter_.at_signs(line);
    return parts.size() > 1 && evidence_.is_place(parts.back().words());
  });
}

/// "X GmbH, Leipzig", "X | Kraków", "Lyon – X": the place beside the name.
void HeadReader::cut_place(Head& head, bool places_follow, bool towns) const {
  const auto parts = cutter_.at_signs(head.where);
  if (parts.size() < 2) return;
  if (evidence_.is_place(parts.front().words())) {
    head.place = parts.front();
    head.where = parts[1].joined(parts.back());
    return;
  }
  for (std::size_t at = 1; at < parts.size(); ++at) {
    const auto tail = parts[at].joined(parts.back());
    const auto between = trimmed(head.where.words().substr(0, tail.folded.start - head.where.folded.start));
    const bool loose = at + 1 == parts.size() &&
                       (!between.ends_with(',') || places_follow || (towns && looks_like_town(tail))) &&
                       evidence_.organisation(tail.words()) == 0;
    if (!loose && !evidence_.is_place(tail.words())) continue;
    head.place = tail;
    head.where = parts.front().joined(parts[at - 1]);
    return;
  }
}

/// "X (Quimper)"; "X (UVA)" is a short name.
void HeadReader::cut_bracket(Head& head) const {
  const auto words = head.where.words();
  const auto bracket = words.rfind('(');
  if (!words.ends_with(')') || bracket == std::string_view::npos || bracket <= 2) return;
  const auto inside = head.where.part(bracket + 1, words.size() - 1).trimmed();
  const bool short_name = is_upper_case(inside.text()) && inside.size() <= 5;
  if (inside.empty() || short_name || evidence_.organisation(inside.words()) > 0) return;
  head.place = inside;
  head.where = head.where.until(bracket).trimmed();
}

std::vector<Head> HeadReader::read(const std::vector<Entry>& entries, const HeadKind& kind) const {
  std::vector<Candidate> candidates;
  for (const auto& entry : entries) {
    auto parts = cutter_.cut(entry.head);
    auto readings = head_readings(parts, evidence_, kind);
    candidates.push_back({std::move(parts), std::move(readings)});
  }
  const auto shapes = habits(candidates);
  const bool places_follow =
      std::ranges::any_of(entries, [&](const Entry& entry) { return ends_with_place(entry.head); });
  std::vector<Head> heads;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Head head{.what = entries[i].what,
              .where = entries[i].where,
              .place = entries[i].place,
              .rest = {},
              .confidence = labelled};
    const bool named = !head.what.empty() || !head.where.empty();
    if (const auto* best = named ? nullptr : best_of(candidates[i], shapes)) {
      head.what = piece_of(candidates[i].parts, best->what);
      head.where = piece_of(candidates[i].parts, best->where);
      head.confidence = std::clamp(0.9F + best->score / 100, 0.8F, 0.99F);
    }
    if (head.place.empty() && !head.where.empty()) cut_place(head, places_follow, kind.towns);
    if (head.place.empty() && !head.where.empty()) cut_bracket(head);
    keep_rest(head, entries[i].head, evidence_);
    heads.push_back(std::move(head));
  }
  return heads;
}

}  // namespace tamis::normalize
