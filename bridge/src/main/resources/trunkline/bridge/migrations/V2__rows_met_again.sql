-- The latest run whose source still had the row: what a source has lost since can be told.
ALTER TABLE id_map ADD COLUMN seen_run_id bigint REFERENCES run;
UPDATE id_map SET seen_run_id = run_id;
ALTER TABLE id_map ALTER COLUMN seen_run_id SET NOT NULL;
