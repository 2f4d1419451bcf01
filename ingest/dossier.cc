#include "ingest/dossier.hpp"

#include "core/json.hpp"
#include "ingest/job_json.hpp"

#include <boost/json.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

namespace tamis::ingest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

Result<void> write_file(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorCode::not_allowed, Stage::store);
  bool written = true;
  while (written && !bytes.empty()) {
    const ssize_t size = ::write(file, bytes.data(), bytes.size());
    written = size > 0;
    if (written) bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  written = ::close(file) == 0 && written;
  return written ? Result<void>() : fail(ErrorCode::disk_full, Stage::store);
}

/// The extension of the sender's name for a file if it is a plain one: nothing else of that name becomes a path.
std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot - 1 > 5) return "";
  const std::string_view extension = name.substr(dot);
  const bool plain = std::ranges::all_of(extension.substr(1), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return plain ? std::string(extension) : "";
}

json::value to_json(const store::Consent& consent) {
  return {{"client", consent.client},
          {"given", consent.given},
          {"by", consent.by},
          {"wording", std::string(consent.wording.reveal(Purpose::record))},
          {"at", iso_time(consent.at)}};
}

json::value to_json(const store::AuditEntry& entry) {
  return {{"at", iso_time(entry.at)},
          {"role", std::string(to_name(entry.actor.role))},
          {"by", entry.actor.name},
          {"action", std::string(to_name(entry.action))}};
}

/// One export under way.
class Writer {
 public:
  Writer(database::Transaction& tx, const store::Vault& vault, const fs::path& folder, const store::Actor& actor)
      : tx_(tx), vault_(vault), folder_(folder), actor_(actor) {}

  Result<json::array> history(store::Target target, std::int64_t id) {
    const auto entries = vault_.audit().about(tx_, target, id);
    if (!entries) return std::unexpected(entries.error());
    json::array list;
    for (const store::AuditEntry& entry : *entries) list.push_back(to_json(entry));
    return list;
  }

  Result<json::value> document(const store::DocumentFacts& facts) {
    const std::string stem = "document-" + std::to_string(std::to_underlying(facts.id));
    json::object told{{"document", std::to_underlying(facts.id)},
                      {"source", facts.source},
                      {"received_at", iso_time(facts.received_at)},
                      {"cleared", facts.cleared}};
    auto seen = history(store::Target::document, std::to_underlying(facts.id));
    if (!seen) return std::unexpected(seen.error());
    told["history"] = std::move(*seen);
    if (const auto kept = original(facts.id, stem, told); !kept) return std::unexpected(kept.error());
    if (!facts.screened) return told;
    const auto kept = record(facts.id, stem, told);
    return kept ? Result<json::value>(std::move(told)) : std::unexpected(kept.error());
  }

 private:
  Result<void> original(DocumentId id, const std::string& stem, json::object& told) {
    const auto original = vault_.original_for_screening(tx_, id);
    if (!original) return std::unexpected(original.error());
    const std::string_view name = original->name.reveal(Purpose::record);
    const std::string file = stem + extension_of(name);
    told["name"] = name;
    told["file"] = file;
    return write_file(folder_ / file, original->bytes.reveal(Purpose::record));
  }

  Result<void> record(DocumentId id, const std::string& stem, json::object& told) {
    const auto record = vault_.record(tx_, id, View::full, actor_);
    if (!record) return std::unexpected(record.error());
    const auto parsed = parse_json(record->reveal(Purpose::record));
    if (!parsed) return std::unexpected(parsed.error());
    told["record"] = stem + ".record.json";
    const auto whole = write_file(folder_ / (stem + ".record.json"), print_json(*parsed, JsonStyle::indented));
    const json::value* profile = parsed->as_object().if_contains("profile");
    if (!whole || profile == nullptr) return whole;
    told["resume"] = stem + ".resume.json";
    return write_file(folder_ / (stem + ".resume.json"), print_json(*profile, JsonStyle::indented));
  }

  database::Transaction& tx_;
  const store::Vault& vault_;
  const fs::path& folder_;
  const store::Actor& actor_;
};

}  // namespace

Result<void> Dossier::write(SubjectId subject, const fs::path& folder, const store::Actor& actor) const {
  auto tx = database_.begin();
  if (!tx) return std::unexpected(tx.error());
  const auto reference = vault_.reference(*tx, subject);
  if (!reference) return std::unexpected(reference.error());
  if (::mkdir(folder.c_str(), 0700) != 0) return fail(ErrorCode::not_allowed, Stage::store);

  json::object about{{"subject", std::to_underlying(subject)},
                     {"system", reference->system},
                     {"reference", std::string(reference->id.reveal(Purpose::record))},
                     {"exported_at", iso_time(clock_.now())}};
  Writer writer(*tx, vault_, folder, actor);
  const auto documents = vault_.documents(*tx, subject);
  if (!documents) return std::unexpected(documents.error());
  json::array list;
  for (const store::DocumentFacts& facts : *documents) {
    auto told = writer.document(facts);
    if (!told) return std::unexpected(told.error());
    list.push_back(std::move(*told));
  }
  about["documents"] = std::move(list);
  const auto consents = vault_.consents(*tx, subject);
  if (!consents) return std::unexpected(consents.error());
  json::array given;
  for (const store::Consent& consent : *consents) given.push_back(to_json(consent));
  about["consents"] = std::move(given);
  auto history = writer.history(store::Target::subject, std::to_underlying(subject));
  if (!history) return std::unexpected(history.error());
  about["history"] = std::move(*history);

  const auto noted =
      vault_.audit().append(*tx, actor, store::Action::exported, store::Target::subject, std::to_underlying(subject));
  if (!noted) return noted;
  if (const auto written = write_file(folder / "about.json", print_json(about, JsonStyle::indented)); !written)
    return written;
  return tx->commit();
}

}  // namespace tamis::ingest
