#include "tests/ingest/tampering.hpp"

#include <zip.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <cstdlib>
#include <cstring>

namespace tamis::ingest::testing {
namespace {

/// The archive after `change`, in memory.
std::string changed(const std::string& docx, const std::function<void(zip_t*)>& change) {
  void* copy = std::malloc(docx.size());  // the library's own, since it writes over what it was given
  std::memcpy(copy, docx.data(), docx.size());
  zip_source_t* source = zip_source_buffer_create(copy, docx.size(), 1, nullptr);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, 0, nullptr);
  change(archive);
  zip_close(archive);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

}  // namespace

std::string with_change(const std::string& pdf, const std::function<void(QPDF&)>& change) {
  QPDF file;
  file.processMemoryFile("test", pdf.data(), pdf.size());
  change(file);
  QPDFWriter writer(file);
  writer.setOutputMemory();
  writer.write();
  const auto written = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

std::string with_text(const std::string& docx, const std::string& part, const std::string& from,
                      const std::string& to) {
  std::string content;
  return changed(docx, [&](zip_t* archive) {
    zip_stat_t about;
    zip_stat(archive, part.c_str(), 0, &about);
    content.resize(about.size);
    zip_file_t* file = zip_fopen_index(archive, about.index, 0);
    zip_fread(file, content.data(), content.size());
    zip_fclose(file);
    content.replace(content.find(from), from.size(), to);
    zip_file_replace(archive, about.index, zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  });
}

std::string with_part(const std::string& docx, const std::string& part, const std::string& content) {
  return changed(docx, [&](zip_t* archive) {
    zip_file_add(archive, part.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  });
}

}  // namespace tamis::ingest::testing
