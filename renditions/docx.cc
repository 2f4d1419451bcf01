#include "renditions/docx.hpp"

#include "renditions/inspection.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace tamis::renditions {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view namespaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

constexpr std::string_view content_types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>)";
constexpr std::string_view package_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)";
constexpr std::string_view document_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)";
constexpr std::string_view styles =
    R"(<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/><w:sz w:val="20"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="2F5D8A"/><w:sz w:val="26"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="40"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="22"/></w:rPr></w:style>)";

/// The parts of every document that Tamis writes, and of none that it read.
constexpr std::array<std::string_view, 5> part_names = {"[Content_Types].xml", "_rels/.rels", "word/document.xml",
                                                        "word/_rels/document.xml.rels", "word/styles.xml"};

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&') {
      safe += "&amp;";
    } else if (c == '<') {
      safe += "&lt;";
    } else if (c == '>') {
      safe += "&gt;";
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      safe += c;
    }
  }
  return safe;
}

std::string properties_of(const Paragraph& paragraph) {
  if (paragraph.kind == Paragraph::Kind::heading) {
    return std::string("<w:pPr><w:pStyle w:val=\"") + (paragraph.level > 1 ? "Heading2" : "Heading1") + "\"/></w:pPr>";
  }
  if (paragraph.kind == Paragraph::Kind::item) {
    const int left = 360 * (std::clamp(paragraph.level, 0, 8) + 1);
    return "<w:pPr><w:ind w:left=\"" + std::to_string(left) + "\" w:hanging=\"240\"/></w:pPr>";
  }
  return {};
}

std::string run(const std::string& text, bool bold) {
  return std::string("<w:r>") + (bold ? "<w:rPr><w:b/></w:rPr>" : "") + "<w:t xml:space=\"preserve\">" + escaped(text) +
         "</w:t></w:r>";
}

std::string write(const Paragraph& paragraph) {
  std::string xml = "<w:p>" + properties_of(paragraph);
  for (std::size_t i = 0; i < paragraph.lines.size(); ++i) {
    if (i > 0) xml += "<w:r><w:br/></w:r>";
    const bool bullet = i == 0 && paragraph.kind == Paragraph::Kind::item;
    xml += run((bullet ? "• " : "") + paragraph.lines[i], paragraph.bold);
  }
  return xml + "</w:p>";
}

/// The paragraphs of one table, from `first` on; moves it behind them.
std::string write_table(const std::vector<Paragraph>& paragraphs, std::size_t& first) {
  std::map<std::int32_t, std::map<std::int32_t, std::string>> rows;
  const std::int32_t table = paragraphs[first].table;
  std::int32_t columns = 1;
  for (; first < paragraphs.size() && paragraphs[first].table == table; ++first) {
    const Paragraph& cell = paragraphs[first];
    rows[cell.row][cell.column] += write(cell);
    columns = std::max(columns, cell.column + 1);
  }
  std::string xml = "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>";
  for (std::int32_t i = 0; i < columns; ++i) xml += "<w:gridCol/>";
  xml += "</w:tblGrid>";
  for (auto& [_, cells] : rows) {
    xml += "<w:tr>";
    for (std::int32_t column = 0; column < columns; ++column) {
      const std::string content = cells.contains(column) ? cells[column] : std::string("<w:p/>");
      xml += "<w:tc><w:tcPr/>" + content + "</w:tc>";
    }
    xml += "</w:tr>";
  }
  return xml + "</w:tbl>";
}

std::string write_body(const std::vector<Paragraph>& paragraphs) {
  std::string xml = "<w:document " + std::string(namespaces) + "><w:body>";
  for (std::size_t i = 0; i < paragraphs.size();) {
    if (paragraphs[i].table >= 0) {
      xml += write_table(paragraphs, i);
    } else {
      xml += write(paragraphs[i++]);
    }
  }
  return xml +
         "<w:p/><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
         "w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body>"
         "</w:document>";
}

/// An archive in memory. Throws away what was written unless `finish` is called.
class Archive {
 public:
  Archive() : buffer_(zip_source_buffer_create(nullptr, 0, 0, nullptr)) {
    zip_source_keep(buffer_);
    archive_ = zip_open_from_source(buffer_, ZIP_TRUNCATE, nullptr);
  }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() {
    if (archive_ != nullptr) zip_discard(archive_);
    zip_source_free(buffer_);
  }

  /// The content must live until `finish`.
  bool add(std::string_view name, const std::string& content) {
    zip_source_t* source = zip_source_buffer(archive_, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive_, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
    // 1980-01-01, the zero of the format: the time of writing would make the bytes differ.
    return index >= 0 && zip_file_set_dostime(archive_, static_cast<zip_uint64_t>(index), 0, 0x21, 0) == 0;
  }

  Result<std::string> finish() {
    if (zip_close(archive_) != 0) return fail(ErrorCode::internal, Stage::render);
    archive_ = nullptr;
    if (zip_source_open(buffer_) != 0) return fail(ErrorCode::internal, Stage::render);
    zip_source_seek(buffer_, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(buffer_)), '\0');
    zip_source_seek(buffer_, 0, SEEK_SET);
    zip_source_read(buffer_, bytes.data(), bytes.size());
    zip_source_close(buffer_);
    return bytes;
  }

 private:
  zip_source_t* buffer_;
  zip_t* archive_;
};

/// Marks of what a clean document never has.
constexpr std::array<std::string_view, 17> forbidden = {
    "<w:ins",       "<w:del",     "<w:moveFrom", "<w:comment", "<w:hyperlink", "<w:fldSimple",
    "<w:instrText", "<w:drawing", "<w:pict",     "<w:object",  "<w:sdt",       "<w:vanish",
    "<w:footnote",  "descr=",     "w:rsid",      "<!--",       "<w:customXml"};

std::string read_part(zip_t* archive, zip_uint64_t index) {
  zip_stat_t about;
  zip_stat_index(archive, index, 0, &about);
  std::string content(about.size, '\0');
  zip_file_t* file = zip_fopen_index(archive, index, 0);
  if (file == nullptr) return {};
  const zip_int64_t read = zip_fread(file, content.data(), content.size());
  zip_fclose(file);
  return std::cmp_equal(read, content.size()) ? content : std::string();
}

}  // namespace

Result<std::string> write_docx(const std::vector<Paragraph>& paragraphs) {
  const std::string parts[] = {
      std::string(declaration) + std::string(content_types), std::string(declaration) + std::string(package_relations),
      std::string(declaration) + write_body(paragraphs), std::string(declaration) + std::string(document_relations),
      std::string(declaration) + "<w:styles " + std::string(namespaces) + ">" + std::string(styles) + "</w:styles>"};
  Archive archive;
  for (std::size_t i = 0; i < part_names.size(); ++i) {
    if (!archive.add(part_names[i], parts[i])) return fail(ErrorCode::internal, Stage::render);
  }
  return archive.finish();
}

Result<Contents> inspect_docx(const std::string& bytes) {
  const auto leak = fail(ErrorCode::rendition_leaks, Stage::render);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  const std::unique_ptr<zip_t, decltype(&zip_discard)> archive(zip_open_from_source(source, ZIP_RDONLY, nullptr),
                                                               zip_discard);
  if (!archive) {
    zip_source_free(source);
    return leak;
  }
  if (std::cmp_not_equal(zip_get_num_entries(archive.get(), 0), part_names.size())) return leak;
  int comment = 0;
  static_cast<void>(zip_get_archive_comment(archive.get(), &comment, 0));
  if (comment > 0) return leak;
  Contents contents{.parts = {bytes}, .texts = {}, .pictures = 0};
  for (zip_uint64_t i = 0; i < part_names.size(); ++i) {
    if (part_names[i] != zip_get_name(archive.get(), i, 0)) return leak;
    contents.parts.push_back(read_part(archive.get(), i));
    for (const std::string_view mark : forbidden) {
      if (contents.parts.back().find(mark) != std::string::npos) return leak;
    }
  }
  return contents;
}

Result<Contents> inspect(Format format, const std::string& bytes) {
  switch (format) {
    case Format::pdf:
      return inspect_pdf(bytes);
    case Format::docx:
      return inspect_docx(bytes);
    case Format::html:
      return inspect_html(bytes);
  }
  std::unreachable();
}

}  // namespace tamis::renditions
