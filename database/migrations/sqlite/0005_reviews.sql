-- What people decided who looked at a document that could not be cleared. Rows are only added; of a document the last
-- one counts.

-- A keyed hash of what there was to look at: a decision holds for as long as a new screening finds the same.
ALTER TABLE screening ADD COLUMN grounds BLOB;

-- The verdict, who gave it and why are sealed.
CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES document (id),
  grounds BLOB,
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_document ON review (document_id, id);
CREATE INDEX screening_uncleared ON screening (document_id) WHERE cleared = 0;
