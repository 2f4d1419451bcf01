-- Who the documents are about, and what is kept of them. Every word of a person is in a sealed column.

-- A subject outlives its erasure as an id: then its reference is NULL and it has no key.
CREATE TABLE subject (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  reference_hash BLOB UNIQUE,
  sealed_reference BLOB,
  created_at INTEGER NOT NULL,
  last_interaction INTEGER NOT NULL,
  erased_at INTEGER,
  CHECK (erased_at IS NULL OR (reference_hash IS NULL AND sealed_reference IS NULL))
) STRICT;

CREATE TABLE subject_key (
  subject_id INTEGER PRIMARY KEY REFERENCES subject (id),
  master_id TEXT NOT NULL,
  wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX subject_key_by_master ON subject_key (master_id);

-- Keys that belong to the service rather than to a person.
CREATE TABLE service_key (
  name TEXT PRIMARY KEY,
  master_id TEXT NOT NULL,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A document outlives its subject's erasure as an id: then its digest is NULL.
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  source TEXT NOT NULL,
  digest_hash BLOB,
  bytes INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (subject_id, digest_hash)
) STRICT;

CREATE TABLE original (
  document_id INTEGER PRIMARY KEY REFERENCES document (id),
  sealed_name BLOB NOT NULL,
  sealed_bytes BLOB NOT NULL
) STRICT;

-- That a document was screened, and by which rules; what was found is sealed in its record.
CREATE TABLE screening (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES document (id),
  cleared INTEGER NOT NULL CHECK (cleared IN (0, 1)),
  rules_version TEXT NOT NULL,
  screened_at INTEGER NOT NULL,
  UNIQUE (document_id, id)
) STRICT;

-- No record without the screening of the same document: the foreign key says so, and the triggers say it again to
-- connections that do not enforce foreign keys.
CREATE TABLE record (
  document_id INTEGER NOT NULL,
  view TEXT NOT NULL CHECK (view IN ('full', 'client', 'anonymous')),
  screening_id INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (document_id, view),
  FOREIGN KEY (document_id, screening_id) REFERENCES screening (document_id, id)
) STRICT;

CREATE TRIGGER record_insert_needs_screening BEFORE INSERT ON record
WHEN NOT EXISTS (SELECT 1 FROM screening WHERE id = NEW.screening_id AND document_id = NEW.document_id)
BEGIN
  SELECT RAISE (ABORT, 'a record needs the screening of its document');
END;

CREATE TRIGGER record_update_needs_screening BEFORE UPDATE ON record
WHEN NOT EXISTS (SELECT 1 FROM screening WHERE id = NEW.screening_id AND document_id = NEW.document_id)
BEGIN
  SELECT RAISE (ABORT, 'a record needs the screening of its document');
END;

CREATE TRIGGER screening_of_record_stays BEFORE DELETE ON screening
WHEN EXISTS (SELECT 1 FROM record WHERE screening_id = OLD.id)
BEGIN
  SELECT RAISE (ABORT, 'a record needs the screening of its document');
END;
