#include "renditions/inspection.hpp"
#include "renditions/pdf.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/JSON.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace tamis::renditions {
namespace {

/// Where words can hide beside a page's drawing.
constexpr std::array forbidden_keys = {
    "/Info",       "/Metadata", "/EmbeddedFiles", "/Names", "/AcroForm",   "/Annots",     "/OpenAction",     "/AA",
    "/Outlines",   "/Thumb",    "/PieceInfo",     "/JS",    "/JavaScript", "/RichMedia",  "/OCProperties",   "/Alt",
    "/ActualText", "/Lang",     "/Threads",       "/URI",   "/AF",         "/Collection", "/StructTreeRoot",
};

void load(QPDF& file, const std::string& bytes) {
  file.setSuppressWarnings(true);
  file.setAttemptRecovery(false);
  file.processMemoryFile("rendition", bytes.data(), bytes.size());
}

std::size_t count(const std::string& bytes, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = bytes.find(word); at != bytes.npos; at = bytes.find(word, at + word.size())) ++found;
  return found;
}

bool is_picture(QPDFObjectHandle& stream) {
  QPDFObjectHandle kind = stream.getDict().getKey("/Subtype");
  return kind.isName() && kind.getName() == "/Image";
}

/// Does a JPEG hold its pixels and what is needed to show them, and neither comment nor EXIF with a thumbnail?
bool has_only_pixels(std::string_view jpeg) {
  constexpr unsigned char start_of_scan = 0xDA, first_application = 0xE1, last_application = 0xEF, adobe = 0xEE,
                          comment = 0xFE;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(jpeg[at]); };
  for (std::size_t at = 2; at + 4 <= jpeg.size();) {
    const unsigned char marker = byte(at + 1);
    if (byte(at) != 0xFF || marker == comment) return false;
    if (marker >= first_application && marker <= last_application && marker != adobe) return false;
    if (marker == start_of_scan) return true;
    at += 2 + static_cast<std::size_t>(byte(at + 2) << 8 | byte(at + 3));
  }
  return false;
}

bool is_jpeg(QPDFObjectHandle& stream) {
  QPDFObjectHandle filter = stream.getDict().getKey("/Filter");
  return filter.isName() && filter.getName() == "/DCTDecode";
}

/// Collects the strings of an object, to the end of its tree; false where it has what it must not have.
bool collect(QPDFObjectHandle object, std::vector<std::string>& texts) {
  if (object.isString()) texts.push_back(object.getUTF8Value());
  if (object.isArray()) {
    for (QPDFObjectHandle& each : object.getArrayAsVector()) {
      if (!each.isIndirect() && !collect(each, texts)) return false;
    }
  }
  if (object.isStream()) object = object.getDict();
  if (!object.isDictionary()) return true;
  for (const std::string& key : object.getKeys()) {
    if (std::ranges::find(forbidden_keys, key) != forbidden_keys.end()) return false;
    QPDFObjectHandle value = object.getKey(key);
    if (key != "/ID" && !value.isIndirect() && !collect(value, texts)) return false;
  }
  return true;
}

Result<Contents> take_apart(const std::string& bytes) {
  const auto leak = fail(ErrorCode::rendition_leaks, Stage::render);
  if (count(bytes, "startxref") != 1 || count(bytes, "%%EOF") != 1) return leak;  // an earlier revision
  QPDF file;
  load(file, bytes);
  Contents contents;
  contents.parts.push_back(bytes);
  if (!collect(file.getTrailer(), contents.texts)) return leak;
  for (QPDFObjectHandle& object : file.getAllObjects()) {
    if (!collect(object, contents.texts)) return leak;
    if (!object.isStream()) continue;
    if (is_picture(object)) {  // its pixels are read by OCR
      if (is_jpeg(object)) {
        const auto raw = object.getRawStreamData();
        if (!has_only_pixels({reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()})) return leak;
      }
      ++contents.pictures;
      continue;
    }
    const auto data = object.getStreamData(qpdf_dl_all);
    contents.parts.emplace_back(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  }
  return contents;
}

}  // namespace

Result<std::string> bare_pdf(const std::string& drawn) try {
  QPDF file;
  load(file, drawn);
  file.getTrailer().removeKey("/Info");
  file.getRoot().removeKey("/Lang");
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.write();
  const auto written = writer.getBufferSharedPointer();
  return std::string(reinterpret_cast<const char*>(written->getBuffer()), written->getSize());
} catch (const std::exception&) {
  return fail(ErrorCode::internal, Stage::render);
}

Result<Contents> inspect_pdf(const std::string& bytes) try { return take_apart(bytes); } catch (const std::exception&) {
  return fail(ErrorCode::rendition_leaks, Stage::render);  // what cannot be taken apart cannot be cleared
}

}  // namespace tamis::renditions
