-- What candidates decided about sensitive places in their documents, and which clients may name them. Rows are only
-- added; of a place, and of a client, the last one counts.

-- `place_hash` is a keyed hash of the category and the words, so that a decision is found again in another reading.
CREATE TABLE choice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  place_hash BLOB NOT NULL,
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX choice_by_subject ON choice (subject_id, id);

-- `client` is an account's name.
CREATE TABLE consent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject_id INTEGER NOT NULL REFERENCES subject (id),
  client TEXT NOT NULL,
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_by_subject ON consent (subject_id, client, id);
