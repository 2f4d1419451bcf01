#include "ingest/redactor.hpp"

#include "ingest/rendition_check.hpp"
#include "ingest/sheets.hpp"
#include "renditions/docx.hpp"
#include "renditions/pdf.hpp"
#include "renditions/typeset.hpp"

#include <utility>

namespace tamis::ingest {
namespace {

using renditions::Format;

std::vector<std::string> texts_of(const std::vector<renditions::Paragraph>& paragraphs) {
  std::vector<std::string> texts;
  for (const auto& paragraph : paragraphs) texts.insert(texts.end(), paragraph.lines.begin(), paragraph.lines.end());
  return texts;
}

}  // namespace

Result<std::string> Redactor::redact(const Upload& upload, const RenditionOrder& order, const Choices& choices,
                                     const Clearance& clearance) const {
  if (order.view == View::full) return fail(ErrorCode::unknown_view, Stage::render);
  auto document = pipeline_.extract(upload);
  if (!document) return std::unexpected(document.error());
  if (document->enclosed > 0) {
    return fail(ErrorCode::holds_documents, Stage::admit, {{Measure::entries, document->enclosed}});
  }
  const auto reading = pipeline_.normalize(std::move(*document));
  if (!reading) return std::unexpected(reading.error());
  const Screened screened = pipeline_.screen(*reading, describe(upload), false, choices);
  if (!clearance(screened)) return fail(ErrorCode::not_cleared, Stage::render);
  const redact::Masks masks =
      pipeline_.screener().masks(reading->document, reading->text, reading->profile, order.view, choices);
  const RenditionCheck check(pipeline_, order.view, choices, masks);

  if (order.format == Format::docx) {
    const auto paragraphs = renditions::paragraphs_of(reading->text, [&](Span span) { return masks.hide(span); });
    return check.pass(Format::docx, renditions::write_docx(paragraphs), texts_of(paragraphs));
  }
  if (order.format == Format::html || order.typeset) {
    const Record& record = screened.view(order.view);
    const auto outline = renditions::outline_of(*record.profile, record.document.language);
    auto made = order.format == Format::html ? Result<std::string>(renditions::write_html(outline))
                                             : renditions::typeset_pdf(outline);
    return check.pass(order.format, std::move(made), renditions::texts_of(outline));
  }
  if (!reading->document.paged) return fail(ErrorCode::no_rendition, Stage::render);
  const auto sheets = draw_sheets(pipeline_, upload, *reading, masks);
  if (!sheets) return std::unexpected(sheets.error());
  return check.pass(renditions::write_pdf(*sheets), *sheets);
}

std::string_view media_type(Format format) {
  switch (format) {
    case Format::pdf:
      return "application/pdf";
    case Format::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case Format::html:
      return "text/html; charset=utf-8";
  }
  std::unreachable();
}

}  // namespace tamis::ingest
