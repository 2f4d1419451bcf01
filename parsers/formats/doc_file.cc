#include "parsers/formats/doc_file.hpp"

#include "parsers/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tamis::parsers {
namespace {

constexpr std::size_t page_size = 512;
constexpr std::size_t longest_text = 4'000'000;

/// Zero beyond the end: an offset that leads out of the file reads as nothing.
template <class Number>
Number at(std::string_view bytes, std::size_t offset) {
  Number value{};
  if (offset <= bytes.size() && bytes.size() - offset >= sizeof value) {
    std::memcpy(&value, bytes.data() + offset, sizeof value);
  }
  return value;
}

std::string_view part(std::string_view bytes, std::size_t offset, std::size_t size) {
  return offset <= bytes.size() ? bytes.substr(offset, size) : std::string_view{};
}

/// A table that the header of the file points to by an offset and a length.
std::string_view pointed(std::string_view main, std::string_view table, std::size_t entry) {
  return part(table, at<std::uint32_t>(main, entry), at<std::uint32_t>(main, entry + 4));
}

/// How many bytes of operand a property has, after its code.
std::size_t operand_size(std::uint16_t code, std::string_view rest) {
  constexpr auto sizes = std::to_array<std::size_t>({1, 1, 2, 4, 2, 2, 0, 3});
  constexpr std::uint16_t table_definition = 0xD608;
  if (code >> 13 != 6) return sizes[code >> 13];
  return code == table_definition ? at<std::uint16_t>(rest, 0) + 1U : at<std::uint8_t>(rest, 0) + 1U;
}

template <class Visitor>
void for_each_property(std::string_view list, const Visitor& visit) {
  while (list.size() >= 3) {
    const auto code = at<std::uint16_t>(list, 0);
    list.remove_prefix(2);
    const std::size_t size = operand_size(code, list);
    if (size > list.size()) return;
    visit(code, list.substr(0, size));
    list.remove_prefix(size);
  }
}

}  // namespace

Result<DocFile> DocFile::read(std::string main_stream, std::string table0, std::string table1) {
  constexpr std::uint16_t signature = 0xA5EC, word97 = 101, encrypted = 0x0100, second_table = 0x0200;
  DocFile file;
  file.main_ = std::move(main_stream);
  const std::string_view main = file.main_;
  if (at<std::uint16_t>(main, 2) < word97) return fail(ErrorCode::unsupported, Stage::extract);
  if (at<std::uint16_t>(main, 0) != signature) return fail(ErrorCode::damaged, Stage::extract);
  const auto flags = at<std::uint16_t>(main, 0x0A);
  if ((flags & encrypted) != 0) return fail(ErrorCode::encrypted, Stage::extract);
  const std::string_view table = (flags & second_table) != 0 ? table1 : table0;
  file.lengths_ = {at<std::uint32_t>(main, 0x4C), at<std::uint32_t>(main, 0x50), at<std::uint32_t>(main, 0x54),
                   at<std::uint32_t>(main, 0x5C), at<std::uint32_t>(main, 0x60), at<std::uint32_t>(main, 0x64)};
  if (!file.read_text(pointed(main, table, 0x1A2))) return fail(ErrorCode::damaged, Stage::extract);
  file.read_stretches(pointed(main, table, 0xFA), false, file.runs_);
  file.read_stretches(pointed(main, table, 0x102), true, file.paragraphs_);
  const std::string_view stories = pointed(main, table, 0xF2);
  for (std::size_t i = 0; i + 4 <= stories.size(); i += 4) {
    file.header_stories_.push_back(at<std::uint32_t>(stories, i));
  }
  return file;
}

bool DocFile::read_text(std::string_view piece_table) {
  while (!piece_table.empty() && piece_table[0] == 1) {  // changes since the last full save, which looks could refer to
    piece_table = part(piece_table, 3U + at<std::uint16_t>(piece_table, 1), piece_table.size());
  }
  if (piece_table.empty() || piece_table[0] != 2) return false;
  const std::string_view pieces = part(piece_table, 5, at<std::uint32_t>(piece_table, 1));
  const std::size_t count = pieces.size() < 16 ? 0 : (pieces.size() - 4) / 12;
  for (std::size_t i = 0; i < count; ++i) {
    const auto start = at<std::uint32_t>(pieces, 4 * i), end = at<std::uint32_t>(pieces, 4 * (i + 1));
    auto place = at<std::uint32_t>(pieces, 4 * (count + 1) + 8 * i + 2);
    const bool bytes = (place & 0x40000000) != 0;
    place = bytes ? (place & 0x3FFFFFFF) / 2 : place;
    const std::uint32_t width = bytes ? 1 : 2;
    for (std::uint32_t k = start; k < end; ++k, place += width) {
      if (std::size_t{place} + width > main_.size() || text_.size() >= longest_text) return !text_.empty();
      text_.push_back({bytes ? decode_byte(at<std::uint8_t>(main_, place), CodePage::windows_1252)
                             : char32_t{at<std::uint16_t>(main_, place)},
                       place});
    }
  }
  return !text_.empty();
}

void DocFile::read_stretches(std::string_view plex, bool paragraphs, std::vector<Stretch>& out) const {
  const std::size_t count = plex.size() < 12 ? 0 : (plex.size() - 4) / 8;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t number = at<std::uint32_t>(plex, 4 * (count + 1) + 4 * i) & 0x3FFFFF;
    const std::string_view page = part(main_, number * page_size, page_size);
    if (page.size() < page_size) continue;
    const std::size_t stretches = at<std::uint8_t>(page, page_size - 1);
    const std::size_t entry = paragraphs ? 13 : 1;
    for (std::size_t k = 0; k < stretches; ++k) {
      Stretch stretch{at<std::uint32_t>(page, 4 * k), at<std::uint32_t>(page, 4 * (k + 1)), 0, 0};
      std::size_t offset = std::size_t{2} * at<std::uint8_t>(page, 4 * (stretches + 1) + entry * k);
      if (offset != 0) {
        std::size_t size = at<std::uint8_t>(page, offset++);
        if (paragraphs) size = size == 0 ? 2U * at<std::uint8_t>(page, offset++) : 2 * size - 1;
        stretch.properties = number * page_size + offset;
        stretch.size = std::min(size, page_size - std::min(offset, page_size));
      }
      out.push_back(stretch);
    }
  }
  std::ranges::sort(out, {}, &Stretch::start);
}

std::string_view DocFile::properties_at(const std::vector<Stretch>& stretches, std::uint32_t place) const {
  const auto after = std::ranges::upper_bound(stretches, place, {}, &Stretch::start);
  if (after == stretches.begin() || place >= std::prev(after)->end) return {};
  return part(main_, std::prev(after)->properties, std::prev(after)->size);
}

std::uint32_t DocFile::run_end(std::uint32_t place) const {
  const auto after = std::ranges::upper_bound(runs_, place, {}, &Stretch::start);
  if (after != runs_.begin() && place < std::prev(after)->end) return std::prev(after)->end;
  return after == runs_.end() ? UINT32_MAX : after->start;
}

RunLook DocFile::run_at(std::uint32_t place) const {
  RunLook look;
  for_each_property(properties_at(runs_, place), [&](std::uint16_t code, std::string_view operand) {
    const auto byte = at<std::uint8_t>(operand, 0);
    switch (code) {
      case 0x0835:
        look.bold = (byte & 1) != 0;
        break;
      case 0x0836:
        look.italic = (byte & 1) != 0;
        break;
      case 0x083C:
        look.vanished = (byte & 1) != 0;
        break;
      case 0x4A43:
        look.size = static_cast<float>(at<std::uint16_t>(operand, 0)) / 2;
        break;
      case 0x2A42:
        if (byte == 8) look.colour = 0xFFFFFF;
        break;
      case 0x6870: {
        const auto colour = at<std::uint32_t>(operand, 0);  // red in the lowest byte; the highest says "automatic"
        look.colour = colour >> 24 != 0 ? 0 : (colour & 0xFF) << 16 | (colour & 0xFF00) | (colour >> 16 & 0xFF);
        break;
      }
      case 0x2A0C:
        look.shaded = byte != 0 && byte != 8;
        break;
      case 0xCA71: {
        const auto behind = at<std::uint32_t>(operand, 5);
        look.shaded = behind >> 24 == 0 && !is_near_white(behind);
        break;
      }
      default:
        break;
    }
  });
  return look;
}

DocFile::Paragraph DocFile::paragraph_at(std::uint32_t place) const {
  Paragraph paragraph;
  const std::string_view properties = properties_at(paragraphs_, place);
  paragraph.style = at<std::uint16_t>(properties, 0);
  for_each_property(part(properties, 2, properties.size()), [&](std::uint16_t code, std::string_view operand) {
    const auto byte = at<std::uint8_t>(operand, 0);
    switch (code) {
      case 0x2640:
        paragraph.outline = byte;
        break;
      case 0x260A:
        paragraph.list_level = byte;
        break;
      case 0x460B:
        paragraph.listed = at<std::uint16_t>(operand, 0) != 0;
        break;
      case 0x2416:
        paragraph.in_table = byte != 0;
        break;
      case 0x2417:
        paragraph.row_end = byte != 0;
        break;
      default:
        break;
    }
  });
  return paragraph;
}

}  // namespace tamis::parsers
