-- Who did what to which row, and when; each entry's hash covers the one before it.
CREATE TABLE audit (
  number BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  role TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  target_id BIGINT NOT NULL,
  hash BYTEA NOT NULL
);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_only_added_to();

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_only_added_to();
