#include "ingest/split.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tamis::ingest {
namespace {

std::string_view name_of(const Upload& upload) { return upload.name.reveal(Purpose::extraction); }

CandidateText stem_of(const Upload& upload) {
  return CandidateText(std::filesystem::path(name_of(upload)).stem().string());
}

bool is_like_a_folder(const Document& container) { return container.media_type == "application/zip"; }

void append(const Line& line, std::string& text) {
  for (std::string_view gap; const Word& word : line.words) {
    text.append(gap).append(word.text.reveal(Purpose::extraction));
    gap = " ";
  }
  text += '\n';
}

/// What a container says itself, as plain text: its paragraphs, parted by empty lines.
std::string words_of(const Document& container) {
  std::string text;
  for (const Page& page : container.pages) {
    for (const Block& block : page.blocks) {
      if (!text.empty()) text += '\n';
      for (const Line& line : block.lines) append(line, text);
    }
  }
  return text;
}

Upload text_file(const Upload& container, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {CandidateText(std::string(name_of(container)) + "/text.txt"), {bytes.begin(), bytes.end()}};
}

class Splitter {
 public:
  explicit Splitter(const Pipeline& pipeline) : pipeline_(pipeline), limits_(pipeline.limits()) {}

  /// `person` is absent while nothing around the upload says whose it is.
  [[nodiscard]] Result<void> add(Upload upload, const std::optional<CandidateText>& person, std::int32_t depth) {
    auto enclosed = pipeline_.unpack(upload);
    if (!enclosed && blame_of(enclosed.error().code) != Blame::document) return std::unexpected(enclosed.error());
    if (!enclosed || enclosed->empty()) return keep(std::move(upload), person);
    if (depth == limits_.nesting) {
      return fail(ErrorCode::nested_too_deep, Stage::admit, {{Measure::limit, limits_.nesting}});
    }
    return open(upload, std::move(*enclosed), person, depth + 1);
  }

  [[nodiscard]] std::vector<Part> take() && { return std::move(parts_); }

 private:
  Result<void> open(const Upload& container, std::vector<Upload> enclosed, std::optional<CandidateText> person,
                    std::int32_t depth) {
    const auto read = pipeline_.extract(container);
    if (!read) return std::unexpected(read.error());
    if (!person && !is_like_a_folder(*read)) person = stem_of(container);
    if (const std::string text = words_of(*read); !text.empty()) {
      if (const auto kept = keep(text_file(container, text), person); !kept) return kept;
    }
    for (Upload& each : enclosed) {
      if (const auto added = add(std::move(each), person, depth); !added) return added;
    }
    return {};
  }

  Result<void> keep(Upload upload, const std::optional<CandidateText>& person) {
    bytes_ += static_cast<std::int64_t>(upload.bytes.size());
    if (bytes_ > limits_.expanded_bytes) {
      return fail(ErrorCode::expands_too_far, Stage::admit,
                  {{Measure::bytes, bytes_}, {Measure::limit, limits_.expanded_bytes}});
    }
    if (std::cmp_equal(parts_.size(), limits_.enclosures)) {
      return fail(ErrorCode::expands_too_far, Stage::admit, {{Measure::limit, limits_.enclosures}});
    }
    CandidateText owner = person ? *person : stem_of(upload);
    parts_.push_back({std::move(upload), std::move(owner)});
    return {};
  }

  const Pipeline& pipeline_;
  const Limits& limits_;
  std::vector<Part> parts_;
  std::int64_t bytes_ = 0;
};

}  // namespace

Result<std::vector<Part>> split(const Pipeline& pipeline, Upload upload) {
  Splitter splitter(pipeline);
  if (const auto added = splitter.add(std::move(upload), {}, 0); !added) return std::unexpected(added.error());
  return std::move(splitter).take();
}

}  // namespace tamis::ingest
