#include "core/wire.hpp"

#include "core/document.hpp"
#include "core/limits.hpp"
#include "core/picture.hpp"

#include <bit>
#include <cstring>

namespace tamis {
namespace {

static_assert(std::endian::native == std::endian::little, "the wire format is the memory's");

template <class T>
constexpr bool is_vector = false;
template <class T>
constexpr bool is_vector<std::vector<T>> = true;
template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

// --- writing -------------------------------------------------------------------------------------------------------

template <class T>
void put(const T& value, std::string& out);

void put_bytes(std::string_view bytes, std::string& out) {
  put(static_cast<std::uint32_t>(bytes.size()), out);
  out.append(bytes);
}

template <class T>
void put(const T& value, std::string& out) {
  if constexpr (std::is_same_v<T, CandidateText>) {
    put_bytes(value.reveal(Purpose::extraction), out);
  } else if constexpr (std::is_same_v<T, std::string>) {
    put_bytes(value, out);
  } else if constexpr (is_optional<T>) {
    put(value.has_value(), out);
    if (value) put(*value, out);
  } else if constexpr (is_vector<T>) {
    put(static_cast<std::uint32_t>(value.size()), out);
    for (const auto& each : value) put(each, out);
  } else if constexpr (Noun<T>) {
    for_each_field<T>([&](const auto& each) { put(value.*(each.member), out); });
  } else {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
}

// --- reading -------------------------------------------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool finished() const { return !broken_ && rest_.empty(); }

  template <class T>
  void get(T& value) {
    if (broken_) return;
    if constexpr (std::is_same_v<T, CandidateText>) {
      value = CandidateText(get_bytes());
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = std::string(get_bytes());
    } else if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t byte = 0;
      get(byte);
      broken_ |= byte > 1;
      value = byte == 1;
    } else if constexpr (Named<T>) {
      std::underlying_type_t<T> number{};
      get(number);
      broken_ |= static_cast<std::size_t>(number) >= Names<T>::value.size();
      if (!broken_) value = static_cast<T>(number);
    } else if constexpr (is_optional<T>) {
      bool present = false;
      get(present);
      if (present) get(value.emplace());
    } else if constexpr (is_vector<T>) {
      std::uint32_t size = 0;
      get(size);
      // An element takes at least one byte, so a larger count is a lie; growing step by step bounds what it can cost.
      broken_ |= size > rest_.size();
      for (std::uint32_t i = 0; i < size && !broken_; ++i) get(value.emplace_back());
    } else if constexpr (Noun<T>) {
      for_each_field<T>([&](const auto& each) { get(value.*(each.member)); });
    } else {
      static_assert(std::is_trivially_copyable_v<T>);
      if (rest_.size() < sizeof(T)) {
        broken_ = true;
        return;
      }
      std::memcpy(&value, rest_.data(), sizeof(T));
      rest_.remove_prefix(sizeof(T));
    }
  }

 private:
  std::string_view get_bytes() {
    std::uint32_t size = 0;
    get(size);
    if (broken_ || size > rest_.size()) {
      broken_ = true;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
  bool broken_ = false;
};

}  // namespace

template <class T>
std::string encode(const T& noun) {
  std::string out;
  put(noun, out);
  return out;
}

template <class T>
Result<T> decode(std::string_view bytes) {
  Reader reader(bytes);
  T noun;
  reader.get(noun);
  if (!reader.finished()) return fail(ErrorCode::helper_protocol, Stage::extract);
  return noun;
}

#define TAMIS_WIRE(Noun)                          \
  template std::string encode<Noun>(const Noun&); \
  template Result<Noun> decode<Noun>(std::string_view);

TAMIS_WIRE(Document)
TAMIS_WIRE(std::vector<Enclosure>)
TAMIS_WIRE(Error)
TAMIS_WIRE(Limits)
TAMIS_WIRE(Picture)
TAMIS_WIRE(PictureOrder)
#undef TAMIS_WIRE

}  // namespace tamis
