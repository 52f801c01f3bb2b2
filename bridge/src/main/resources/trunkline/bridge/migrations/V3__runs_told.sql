-- When the warehouse was told what had become of a run.
ALTER TABLE run ADD COLUMN told_at timestamptz;
