#include "parsers/formats/mail.hpp"

#include "parsers/enclosures.hpp"
#include "parsers/flow.hpp"
#include "parsers/formats/html.hpp"
#include "parsers/formats/text.hpp"

namespace tamis::parsers {
namespace {

void add_header(std::string_view label, std::string_view value, Flow& flow) {
  if (value.empty()) return;
  flow.text(label);
  flow.tab();
  flow.prose(value);
  flow.end_paragraph();
}

}  // namespace

Result<Document> read_mail(const Mail& mail, const Limits& limits) {
  if (const auto bounded = check_enclosures(mail.enclosures, limits); !bounded) return std::unexpected(bounded.error());
  Flow flow(limits);
  add_header("From:", mail.from, flow);
  add_header("Subject:", mail.subject, flow);
  const std::size_t headers = flow.size();
  if (mail.text_is_html) {
    if (const auto read = read_html(mail.text, flow, limits); !read) return std::unexpected(read.error());
  } else {
    read_plain_text(mail.text, flow);
  }
  auto document = flow.finish();
  if (!document) return document;
  document->written_on = mail.sent_on;
  document->enclosed = static_cast<std::int32_t>(mail.enclosures.size());
  std::vector<Block>& blocks = document->pages[0].blocks;
  // Headers alone say nothing about a candidate; the attachments do.
  if (blocks.size() <= headers) blocks.clear();
  if (blocks.empty() && mail.enclosures.empty()) return fail(ErrorCode::no_text, Stage::extract);
  return document;
}

Result<std::vector<Enclosure>> unpack_mail(Mail mail, const Limits& limits) {
  if (const auto bounded = check_enclosures(mail.enclosures, limits); !bounded) return std::unexpected(bounded.error());
  return std::move(mail.enclosures);
}

}  // namespace tamis::parsers
