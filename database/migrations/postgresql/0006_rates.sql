-- How fast a source may be served: NULL is as fast as there are workers. Its next job may start at `next_at`.
ALTER TABLE job_source ADD COLUMN per_minute BIGINT CHECK (per_minute > 0);
ALTER TABLE job_source ADD COLUMN next_at BIGINT NOT NULL DEFAULT 0;
