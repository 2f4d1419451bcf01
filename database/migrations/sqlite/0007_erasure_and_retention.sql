-- People who asked to be erased and whom no partner's feed may bring back: a keyed hash of their reference, which leads
-- to nothing else that is kept. Their own return through the portal takes it away.
CREATE TABLE tombstone (
  reference_hash BLOB PRIMARY KEY,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is kept of the documents whose people were forgotten for want of contact: how many came in a month from a source,
-- and how many of them could be screened entirely. Nothing of what stood in them.
CREATE TABLE statistic (
  month TEXT NOT NULL,
  source TEXT NOT NULL,
  documents INTEGER NOT NULL,
  cleared INTEGER NOT NULL,
  PRIMARY KEY (month, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_by_interaction ON subject (last_interaction, id) WHERE erased_at IS NULL;
CREATE INDEX audit_by_target ON audit (target, target_id);
