BEGIN;
SELECT CAST(coalesce(sum(jobs), 0) AS BIGINT) FROM job_counter WHERE state IN ('available', 'retryable', 'held');
INSERT INTO job_source (name) VALUES ('bench') ON CONFLICT (name) DO NOTHING;
INSERT INTO job (document_id, source, priority, state, max_attempts, created_at, updated_at)
  VALUES (1, 'bench', 100, 'available', 8, 0, 0) ON CONFLICT DO NOTHING RETURNING id;
COMMIT;
