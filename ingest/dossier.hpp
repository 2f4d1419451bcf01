#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "database/connection.hpp"
#include "database/ids.hpp"
#include "store/vault.hpp"

#include <filesystem>

namespace tamis::ingest {

/// Everything that is kept of a person, for that person (GDPR Art. 15 and 20), in a folder:
///
///     about.json                 the person's reference, each document with its source, what each consent said, and
///                                who has seen or changed what, and when
///     document-7.pdf             what was sent, under the extension of its name
///     document-7.record.json     what was read and found in it
///     document-7.resume.json     the profile alone, as JSON Resume
///
/// Folder and files are readable by their owner alone. The audit log names who exported.
class Dossier {
 public:
  Dossier(database::Database& database, const store::Vault& vault, const Clock& clock)
      : database_(database), vault_(vault), clock_(clock) {}

  /// Writes the folder, which must not exist: `not_allowed`. A document that is not read yet has no record.
  /// `unknown_subject`, `key_destroyed`, `disk_full`.
  [[nodiscard]] Result<void> write(SubjectId subject, const std::filesystem::path& folder,
                                   const store::Actor& actor) const;

 private:
  database::Database& database_;
  const store::Vault& vault_;
  const Clock& clock_;
};

}  // namespace tamis::ingest
