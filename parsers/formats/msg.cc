#include "parsers/enclosures.hpp"
#include "parsers/format.hpp"
#include "parsers/formats/mail.hpp"
#include "parsers/formats/ole.hpp"
#include "parsers/utf8.hpp"

#include <optional>

namespace tamis::parsers {
namespace {

/// Numbers of properties, from Microsoft's MS-OXPROPS; streams of the file are named by them.
constexpr std::string_view subject = "0037", sender_name = "0C1A", sender_address = "5D01", body = "1000",
                           html_body = "1013", file_name = "3707", short_name = "3704", display_name = "3001",
                           attached = "3701", content_id = "3712", media_type = "370E";
constexpr std::string_view of_utf16 = "001F", of_bytes_of_text = "001E", of_bytes = "0102", of_storage = "000D";

bool sniff(Bytes bytes) {
  const auto file = OleFile::open(bytes);
  return file && file->has("__properties_version1.0");
}

class MsgReader {
 public:
  MsgReader(const OleFile& file, const Limits& limits) : file_(file), limits_(limits) {}

  Result<Mail> read() {
    Mail mail = read_message("");
    add_enclosures("", mail, 0);
    if (too_deep_) return fail(ErrorCode::nested_too_deep, Stage::extract);
    return mail;
  }

 private:
  static std::string stream(std::string_view storage, std::string_view property, std::string_view type) {
    return std::string(storage).append("__substg1.0_").append(property).append(type);
  }

  [[nodiscard]] std::string text(std::string_view storage, std::string_view property) const {
    if (const auto wide = file_.read(stream(storage, property, of_utf16))) return to_utf8("\xFF\xFE" + *wide);
    return to_utf8(file_.read(stream(storage, property, of_bytes_of_text)).value_or(""));
  }

  [[nodiscard]] Mail read_message(std::string_view storage) const {
    Mail mail;
    mail.subject = text(storage, subject);
    mail.from = text(storage, sender_name);
    const std::string address = text(storage, sender_address);
    if (!address.empty() && !mail.from.contains(address)) mail.from.append(" ").append(address);
    mail.text = text(storage, body);
    if (mail.text.find_first_not_of(" \t\r\n") != std::string::npos) return mail;
    mail.text_is_html = true;
    const auto html = file_.read(stream(storage, html_body, of_bytes));
    mail.text = html ? to_utf8(*html) : text(storage, html_body);
    return mail;
  }

  void add_enclosures(const std::string& storage, Mail& mail, std::int32_t depth) {
    if (depth > limits_.nesting) {
      too_deep_ = true;
      return;
    }
    for (const std::string& child : file_.children(storage)) {
      if (child.starts_with("__attach_version1.0_")) add_enclosure(storage + child + "/", mail, depth);
    }
  }

  void add_enclosure(const std::string& storage, Mail& mail, std::int32_t depth) {
    std::string name = text(storage, file_name);
    if (name.empty()) name = text(storage, short_name);
    if (name.empty()) name = text(storage, display_name);
    const std::string numbered = "part-" + std::to_string(mail.enclosures.size() + 1);
    // A picture that the text shows, such as a logo.
    if (text(storage, media_type).starts_with("image/") && !text(storage, content_id).empty()) return;
    if (auto bytes = file_.read(stream(storage, attached, of_bytes)); bytes && !bytes->empty()) {
      mail.enclosures.push_back({name_of_enclosure(name, numbered), CandidateText(std::move(*bytes))});
      return;
    }
    const std::string message = stream(storage, attached, of_storage);
    if (!file_.has(message)) return;
    // A mail inside has no bytes of its own: its text is one document, its attachments are others.
    Mail inner = read_message(message + "/");
    if (!inner.text.empty()) {
      mail.enclosures.push_back({name_of_enclosure(name, numbered), CandidateText(std::move(inner.text))});
    }
    add_enclosures(message + "/", mail, depth + 1);
  }

  const OleFile& file_;
  const Limits& limits_;
  bool too_deep_ = false;
};

Result<Mail> parse(Bytes bytes, const Limits& limits) {
  const auto file = OleFile::open(bytes);
  if (!file) return fail(ErrorCode::damaged, Stage::extract);
  return MsgReader(*file, limits).read();
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

extern const FormatModule msg_format;
const FormatModule msg_format{"msg", "application/vnd.ms-outlook", sniff, read, unpack};

}  // namespace tamis::parsers
