#include "renditions/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tamis::renditions {
namespace {

constexpr float margin = 1.5F;     // points around a word: ink reaches beyond its box
constexpr float width_step = 36;   // points: a box's width is a multiple, so that it does not tell the word
constexpr float gap_share = 1.2F;  // of the height: words of one line that stand nearer become one box
constexpr unsigned char ink[] = {0x2b, 0x2f, 0x36};

bool share_a_line(const Box& one, const Box& other) {
  const float overlap = std::min(one.bottom, other.bottom) - std::max(one.top, other.top);
  return overlap > 0.5F * std::min(one.height(), other.height());
}

bool touch(const Box& one, const Box& other) {
  const float gap = std::max(one.left, other.left) - std::min(one.right, other.right);
  return share_a_line(one, other) && gap < gap_share * std::max(one.height(), other.height());
}

/// Does a visible word stand between two hidden ones?
bool between(const std::vector<SheetWord>& visible, const Box& left, const Box& right) {
  const Box gap{std::min(left.right, right.right), std::max(left.top, right.top), std::max(left.left, right.left),
                std::min(left.bottom, right.bottom)};
  return std::ranges::any_of(visible, [&](const SheetWord& word) {
    const float middle = (word.box.left + word.box.right) / 2;
    return share_a_line(word.box, gap) && middle > gap.left && middle < gap.right;
  });
}

/// Where the next visible word to the right begins.
float room_to_the_right(const Box& box, const std::vector<SheetWord>& visible) {
  float room = 1e6F;
  for (const SheetWord& word : visible) {
    if (share_a_line(word.box, box) && word.box.left >= box.right) room = std::min(room, word.box.left);
  }
  return room;
}

}  // namespace

std::vector<Box> boxes_over(const std::vector<Box>& hidden, const std::vector<SheetWord>& visible) {
  std::vector<Box> boxes;
  for (const Box& word : hidden) {
    if (!boxes.empty() && touch(boxes.back(), word) && !between(visible, boxes.back(), word)) {
      boxes.back() = boxes.back().united(word);
    } else {
      boxes.push_back(word);
    }
  }
  for (Box& box : boxes) {
    const float wished = box.left + std::ceil((box.width() + 2 * margin) / width_step) * width_step;
    const float room = room_to_the_right(box, visible) - 2 * margin;
    box = {box.left - margin, box.top - margin, std::max(box.right + margin, std::min(wished, room)),
           box.bottom + margin};
  }
  return boxes;
}

void paint(Sheet& sheet) {
  Picture& picture = sheet.picture;
  const float scale = picture.dpi / 72;
  for (const Box& box : sheet.painted) {
    const int left = std::clamp(static_cast<int>(std::floor(box.left * scale)), 0, picture.width);
    const int right = std::clamp(static_cast<int>(std::ceil(box.right * scale)), 0, picture.width);
    const int top = std::clamp(static_cast<int>(std::floor(box.top * scale)), 0, picture.height);
    const int bottom = std::clamp(static_cast<int>(std::ceil(box.bottom * scale)), 0, picture.height);
    for (int row = top; row < bottom; ++row) {
      char* pixel = picture.pixels.data() + (static_cast<std::size_t>(row) * picture.width + left) * 3;
      for (int column = left; column < right; ++column, pixel += 3) std::memcpy(pixel, ink, sizeof ink);
    }
  }
}

}  // namespace tamis::renditions
