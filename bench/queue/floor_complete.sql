BEGIN;
UPDATE job SET state = 'available', run_at = NULL WHERE id IN
  (SELECT id FROM job WHERE state = 'retryable' AND run_at <= 0 ORDER BY run_at LIMIT 1000 FOR UPDATE SKIP LOCKED);
SELECT job_source.name, per_minute FROM job_source JOIN job ON job.id = (SELECT first.id FROM job AS first
  WHERE first.state = 'available' AND first.source = job_source.name ORDER BY first.priority, first.id LIMIT 1)
  WHERE paused = 0 AND next_at <= 0 ORDER BY
  CASE WHEN ((SELECT max(served) FROM job_source) + 1) % 8 = 0 THEN 0 ELSE job.priority END, served, name;
SELECT id AS job FROM job WHERE state = 'available' AND source = 'bench' ORDER BY priority, id LIMIT 1
  FOR UPDATE SKIP LOCKED \gset
UPDATE job SET state = 'running', attempt = attempt + 1, worker = 'bench', token = 1, lease_until = 1, started_at = 1,
  updated_at = 1 WHERE id = :job AND state = 'available' RETURNING id;
UPDATE job_source SET served = (SELECT max(served) + 1 FROM job_source) WHERE name IN
  (SELECT name FROM job_source WHERE name = 'bench' FOR UPDATE SKIP LOCKED);
COMMIT;
BEGIN;
UPDATE job SET state = 'done', worker = NULL, token = NULL, lease_until = NULL, started_at = NULL, updated_at = 2
  WHERE id = :job AND state = 'running' AND token = 1;
INSERT INTO attempt (job_id, number, worker, started_at, ended_at, outcome) VALUES (:job, 1, 'bench', 1, 2, 'done');
COMMIT;
