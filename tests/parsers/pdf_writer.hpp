#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes small, valid PDFs with text in the standard fonts at given places, A4, in points from the page's top left.
namespace tamis::test {

class PdfWriter {
 public:
  static constexpr float width = 595, height = 842;

  PdfWriter() { add_page(); }

  PdfWriter& add_page() {
    pages_.emplace_back();
    return *this;
  }

  PdfWriter& text(float x, float y, std::string_view words, float size = 10, bool bold = false) {
    return draw("BT /" + std::string(bold ? "F2" : "F1") + " " + number(size) + " Tf " + number(x) + " " +
                number(height - y) + " Td (" + escaped(words) + ") Tj ET");
  }

  /// Every letter `gap` points apart from the one before.
  PdfWriter& spaced_text(float x, float y, std::string_view words, float gap, float size = 10) {
    draw(number(gap) + " Tc");
    text(x, y, words, size);
    return draw("0 Tc");
  }

  PdfWriter& filled(float x, float y, float across, float down, std::string_view rgb) {
    return draw("q " + std::string(rgb) + " rg " + number(x) + " " + number(height - y - down) + " " + number(across) +
                " " + number(down) + " re f Q");
  }

  PdfWriter& rule(float x, float y, float length) {
    return draw(number(x) + " " + number(height - y) + " m " + number(x + length) + " " + number(height - y) + " l S");
  }

  /// Any content operators.
  PdfWriter& draw(std::string_view operators) {
    pages_.back().append(operators).append("\n");
    return *this;
  }

  /// A font of any kind under that name, for use in `draw`.
  PdfWriter& font(std::string_view name, std::string_view dictionary) {
    fonts_.append(" /").append(name).append(" ").append(dictionary);
    return *this;
  }

  /// An entry of the pages' resources, other than a font.
  PdfWriter& resource(std::string_view entry) {
    resources_.append(" ").append(entry);
    return *this;
  }

  /// Attaches a file; a portfolio's are what it is for.
  PdfWriter& attach(std::string_view name, std::string_view bytes) {
    attachments_.emplace_back(name, bytes);
    return *this;
  }
  PdfWriter& make_portfolio() {
    catalog_ += " /Collection << /Type /Collection >>";
    return *this;
  }

  PdfWriter& link(float x, float y, float across, float down, std::string_view target) {
    link_ = "/Annots [<< /Type /Annot /Subtype /Link /Rect [" + number(x) + " " + number(height - y - down) + " " +
            number(x + across) + " " + number(height - y) + "] /A << /S /URI /URI (" + std::string(target) + ") >> >>]";
    return *this;
  }

  [[nodiscard]] std::string bytes() const {
    std::vector<std::string> objects;
    objects.push_back("<< /Type /Catalog /Pages 2 0 R" + catalog_ + embedded_files() + " >>");
    std::string kids;
    for (std::size_t i = 0; i < pages_.size(); ++i) kids += std::to_string(5 + 2 * i) + " 0 R ";
    objects.push_back("<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>");
    objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      objects.push_back(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R" + fonts_ +
          " >>" + resources_ + " >> /Contents " + std::to_string(6 + 2 * i) + " 0 R " + link_ + " >>");
      objects.push_back("<< /Length " + std::to_string(pages_[i].size()) + " >>\nstream\n" + pages_[i] + "endstream");
    }
    for (const auto& [name, bytes] : attachments_) {
      objects.push_back("<< /Type /EmbeddedFile /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
                        "\nendstream");
    }
    objects.push_back("<< /CreationDate (D:20240131120000Z) /ModDate (D:20240315080000Z) >>");
    return assembled(objects);
  }

 private:
  /// Their streams follow the pages.
  [[nodiscard]] std::string embedded_files() const {
    if (attachments_.empty()) return {};
    std::string names;
    std::size_t object = 5 + 2 * pages_.size();
    for (const auto& [name, bytes] : attachments_) {
      names +=
          "(" + name + ") << /Type /Filespec /F (" + name + ") /EF << /F " + std::to_string(object++) + " 0 R >> >> ";
    }
    return " /Names << /EmbeddedFiles << /Names [" + names + "] >> >>";
  }

  static std::string number(float value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.2f", static_cast<double>(value));
    return digits;
  }

  static std::string escaped(std::string_view words) {
    std::string safe;
    for (const char letter : words) {
      if (letter == '(' || letter == ')' || letter == '\\') safe += '\\';
      safe += letter;
    }
    return safe;
  }

  static std::string assembled(const std::vector<std::string>& objects) {
    std::string file = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      offsets.push_back(file.size());
      file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = file.size();
    file += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
      char entry[24];
      std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", offset);
      file += entry;
    }
    file += "trailer << /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R /Info " +
            std::to_string(objects.size()) + " 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    return file;
  }

  std::vector<std::string> pages_;                                ///< content streams
  std::vector<std::pair<std::string, std::string>> attachments_;  ///< name and bytes
  std::string link_, fonts_, resources_, catalog_;
};

}  // namespace tamis::test
