#include "parsers/enclosures.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/mail.hpp"
#include "parsers/utf8.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace tamis::parsers {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
struct Free {
  void operator()(void* memory) const { g_free(memory); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;
using OwnedText = std::unique_ptr<char, Free>;

std::string_view view(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string text_of(const char* text) { return text ? to_utf8(text) : std::string(); }

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

/// The header of a mail: named fields up to an empty line, among them who sent it and one that only machines write.
bool sniff(Bytes bytes) {
  constexpr auto machine_fields = std::to_array<std::string_view>(
      {"mime-version", "message-id", "received", "return-path", "content-type", "date", "delivered-to"});
  const std::string start = lower_ascii(view(bytes).substr(0, 16 << 10));
  std::string_view rest = start;
  bool from = false, machine = false;
  for (bool first = true; !rest.empty(); first = false) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty() || line == "\r") break;
    if (line[0] == ' ' || line[0] == '\t' || (first && line.starts_with("from "))) continue;
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon == std::string_view::npos || name.empty() || name.find_first_of(" \t") != std::string_view::npos) {
      return false;
    }
    from |= name == "from";
    machine |= std::ranges::find(machine_fields, name) != machine_fields.end();
  }
  return from && machine;
}

/// All bytes of a part, its transfer encoding undone.
std::string decode(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (!content) return {};
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

/// Text in the charset that the part names, or in the one that its bytes look like.
std::string decode_text(GMimePart* part) {
  const std::string bytes = decode(part);
  const char* charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
  if (!charset || is_utf8(bytes)) return to_utf8(bytes);
  gsize size = 0;
  const OwnedText converted(g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8",
                                      g_mime_charset_iconv_name(charset), nullptr, &size, nullptr));
  return converted ? std::string(converted.get(), size) : to_utf8(bytes);
}

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != 0;
}

/// Sorts the parts of a mail into its text and its enclosures.
class PartSorter {
 public:
  PartSorter(Mail& mail, const Limits& limits) : mail_(mail), limits_(limits) {}

  void sort(GMimeObject* object) { sort(object, 0, false); }

  [[nodiscard]] bool too_deep() const { return too_deep_; }

 private:
  /// `related`: the part belongs to a page of HTML, as its pictures do.
  void sort(GMimeObject* object, std::int32_t depth, bool related) {
    if (depth > limits_.depth) {
      too_deep_ = true;
    } else if (GMIME_IS_MULTIPART(object)) {
      GMimeMultipart* parts = GMIME_MULTIPART(object);
      const bool pictures = is_type(object, "multipart", "related");
      for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) {
        sort(g_mime_multipart_get_part(parts, i), depth + 1, pictures && i > 0);
      }
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      add_message(GMIME_MESSAGE_PART(object));
    } else if (GMIME_IS_PART(object) && !related && !is_signature(object)) {
      add_part(GMIME_PART(object));
    }
  }

  static bool is_signature(GMimeObject* object) {
    return is_type(object, "application", "pgp-signature") || is_type(object, "application", "pkcs7-signature") ||
           is_type(object, "application", "x-pkcs7-signature");
  }

  void add_part(GMimePart* part) {
    GMimeObject* object = GMIME_OBJECT(part);
    const char* disposition = g_mime_object_get_disposition(object);
    const char* name = g_mime_part_get_filename(part);
    const bool attached = name || (disposition && g_ascii_strcasecmp(disposition, "attachment") == 0);
    const bool is_html = is_type(object, "text", "html");
    if (!attached && (is_html || is_type(object, "text", "plain"))) {
      add_text(decode_text(part), is_html);
    } else {
      add_enclosure(text_of(name), decode(part));
    }
  }

  /// Of two renderings the plain one is read, unless it is empty; texts that follow each other are one.
  void add_text(std::string text, bool is_html) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    if (mail_.text.empty()) {
      mail_.text = std::move(text);
      mail_.text_is_html = is_html;
    } else if (mail_.text_is_html == is_html) {
      mail_.text.append("\n\n").append(text);
    }
  }

  void add_message(GMimeMessagePart* part) {
    GMimeMessage* message = g_mime_message_part_get_message(part);
    if (!message) return;
    const OwnedText bytes(g_mime_object_to_string(GMIME_OBJECT(message), nullptr));
    add_enclosure({}, bytes ? bytes.get() : "");
  }

  void add_enclosure(std::string_view name, std::string bytes) {
    const std::string numbered = "part-" + std::to_string(mail_.enclosures.size() + 1);
    mail_.enclosures.push_back({name_of_enclosure(name, numbered), CandidateText(std::move(bytes))});
  }

  Mail& mail_;
  const Limits& limits_;
  bool too_deep_ = false;
};

std::string iso_date(GDateTime* date) {
  if (!date || g_date_time_get_year(date) < 1990) return {};
  const OwnedText text(g_date_time_format(date, "%Y-%m-%d"));
  return text ? text.get() : "";
}

/// The parser descends into parts by recursion and knows no limit.
bool announces_too_many_parts(std::string_view mail, const Limits& limits) {
  std::int64_t found = 0;
  for (std::size_t at = mail.find("oundary"); at != std::string_view::npos; at = mail.find("oundary", at + 1)) ++found;
  return found > limits.entries;
}

Result<Mail> parse(Bytes bytes, const Limits& limits) {
  static const bool started = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(started);
  if (announces_too_many_parts(view(bytes), limits)) return fail(ErrorCode::nested_too_deep, Stage::extract);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(view(bytes).data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fail(ErrorCode::damaged, Stage::extract);
  Mail mail;
  mail.subject = text_of(g_mime_message_get_subject(message.get()));
  const OwnedText from(internet_address_list_to_string(g_mime_message_get_from(message.get()), nullptr, FALSE));
  mail.from = text_of(from.get());
  mail.sent_on = iso_date(g_mime_message_get_date(message.get()));
  PartSorter sorter(mail, limits);
  if (GMimeObject* root = g_mime_message_get_mime_part(message.get())) sorter.sort(root);
  if (sorter.too_deep()) return fail(ErrorCode::nested_too_deep, Stage::extract);
  return mail;
}

Result<Document> read(Bytes bytes, const Limits& limits) {
  const auto mail = parse(bytes, limits);
  return mail ? read_mail(*mail, limits) : std::unexpected(mail.error());
}

Result<std::vector<Enclosure>> unpack(Bytes bytes, const Limits& limits) {
  auto mail = parse(bytes, limits);
  return mail ? unpack_mail(std::move(*mail), limits) : std::unexpected(mail.error());
}

}  // namespace

extern const FormatModule eml_format;
const FormatModule eml_format{"eml", "message/rfc822", sniff, read, unpack};

}  // namespace tamis::parsers
