-- The queue: ids and codes, no word of a document.

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('available', 'running', 'retryable', 'done', 'dead', 'held', 'cancelled')),
  attempt INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL,
  crash_count INTEGER NOT NULL DEFAULT 0,
  dedupe_key TEXT,
  error_code TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  run_at INTEGER,
  worker TEXT,
  token INTEGER,
  started_at INTEGER,
  lease_until INTEGER,
  CHECK ((state = 'retryable') = (run_at IS NOT NULL)),
  CHECK ((state = 'running') = (token IS NOT NULL)),
  CHECK ((state = 'running') = (worker IS NOT NULL)),
  CHECK ((state = 'running') = (lease_until IS NOT NULL))
) STRICT;

-- One index for each question; those of the hot path hold only the rows that it may take.
CREATE INDEX job_available ON job (source, priority, id) WHERE state = 'available';
CREATE INDEX job_retryable ON job (run_at) WHERE state = 'retryable';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
CREATE UNIQUE INDEX job_dedupe ON job (dedupe_key)
  WHERE dedupe_key IS NOT NULL AND state IN ('available', 'running', 'retryable', 'held');
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_document ON job (document_id);
CREATE INDEX job_by_error ON job (error_code, id) WHERE error_code IS NOT NULL;

-- Where jobs come from. `served` grows with each claim: the source with the smallest is next.
CREATE TABLE job_source (
  name TEXT PRIMARY KEY,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  served INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How every try ended; rows are only added.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  worker TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'crashed', 'cancelled', 'released')),
  error TEXT
) STRICT;
CREATE INDEX attempt_by_job ON attempt (job_id, id);

CREATE TRIGGER attempt_is_history BEFORE UPDATE ON attempt
BEGIN
  SELECT RAISE (ABORT, 'the history of a job is only added to');
END;

-- The counters follow every change of a job's state in the same transaction.
CREATE TABLE job_counter (
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  jobs INTEGER NOT NULL CHECK (jobs >= 0),
  PRIMARY KEY (source, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_inserted AFTER INSERT ON job
BEGIN
  INSERT INTO job_counter (source, state, jobs) VALUES (NEW.source, NEW.state, 1)
    ON CONFLICT (source, state) DO UPDATE SET jobs = jobs + 1;
END;

CREATE TRIGGER job_moved AFTER UPDATE OF state ON job WHEN OLD.state <> NEW.state
BEGIN
  UPDATE job_counter SET jobs = jobs - 1 WHERE source = OLD.source AND state = OLD.state;
  INSERT INTO job_counter (source, state, jobs) VALUES (NEW.source, NEW.state, 1)
    ON CONFLICT (source, state) DO UPDATE SET jobs = jobs + 1;
END;

CREATE TRIGGER job_deleted AFTER DELETE ON job
BEGIN
  UPDATE job_counter SET jobs = jobs - 1 WHERE source = OLD.source AND state = OLD.state;
END;
