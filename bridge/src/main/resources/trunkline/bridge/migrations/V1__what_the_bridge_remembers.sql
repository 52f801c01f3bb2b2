-- One legacy system feeding one tenant; everything the platform got from it is remembered under it.
CREATE TABLE system (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant  text NOT NULL,
  name    text NOT NULL,
  UNIQUE (tenant, name)
);

-- One source, as it was, read by one mapping, as it was.
CREATE TABLE run (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  system_id        bigint NOT NULL REFERENCES system,
  source_identity  text NOT NULL,
  mapping_version  integer NOT NULL,
  mapping_sha256   text NOT NULL,
  round            integer NOT NULL,      -- the same source may be gone through again
  started_at       timestamptz NOT NULL DEFAULT now(),
  profiled_at      timestamptz,           -- merge groups are known
  recount          jsonb,                 -- the source counted again after the load
  UNIQUE (system_id, source_identity, mapping_sha256, round)
);

-- A stretch of the source that is settled: the checkpoint. Rows, ids and rejections commit with it.
CREATE TABLE chunk (
  run_id          bigint NOT NULL REFERENCES run,
  number          integer NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('load', 'repair')),
  after_position  text[] NOT NULL,
  upto_position   text[] NOT NULL,
  tally           jsonb NOT NULL,
  committed_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, number)
);

-- Which legacy key became which platform id; unique in both directions.
CREATE TABLE id_map (
  system_id     bigint NOT NULL REFERENCES system,
  source_key    text NOT NULL,
  resource      text NOT NULL,
  platform_id   text NOT NULL,
  content_hash  bigint NOT NULL,
  run_id        bigint NOT NULL REFERENCES run,
  PRIMARY KEY (system_id, source_key, resource),
  UNIQUE (resource, platform_id)
);

-- A row that is the same customer as another one: it lives on under the survivor's ids.
CREATE TABLE merged (
  system_id     bigint NOT NULL REFERENCES system,
  source_key    text NOT NULL,
  survivor_key  text NOT NULL,
  rule          text NOT NULL,
  differs       text[] NOT NULL,          -- fields whose values were not the survivor's
  run_id        bigint NOT NULL REFERENCES run,
  PRIMARY KEY (system_id, source_key)
);

-- Any legacy key, merged or not, to the ids under which its customer is found.
CREATE VIEW platform_id AS
  SELECT system_id, source_key, resource, platform_id FROM id_map
  UNION ALL
  SELECT merged.system_id, merged.source_key, id_map.resource, id_map.platform_id
  FROM merged
  JOIN id_map ON id_map.system_id = merged.system_id AND id_map.source_key = merged.survivor_key;

-- Match keys that more than one row of a run has.
CREATE TABLE merge_group (
  run_id     bigint NOT NULL REFERENCES run,
  match_key  uuid NOT NULL,
  size       integer NOT NULL,
  PRIMARY KEY (run_id, match_key)
);

-- The row of a merge group that was migrated, with a hash for each field to tell what others lose.
CREATE TABLE survivor (
  run_id        bigint NOT NULL REFERENCES run,
  match_key     uuid NOT NULL,
  source_key    text NOT NULL,
  field_hashes  integer[] NOT NULL,
  PRIMARY KEY (run_id, match_key)
);

-- Rows that wait for repair, as the source gave them. Personal data.
CREATE TABLE rejected (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id      bigint NOT NULL REFERENCES run,
  source_key  text NOT NULL,
  problems    jsonb NOT NULL,
  written     text[] NOT NULL,            -- targets that the platform took before one was refused
  source_row  json NOT NULL              -- json, not jsonb: it keeps an escaped NUL
);
CREATE INDEX rejected_by_run ON rejected (run_id, id);

-- Rows about to be sent. What is still here after a crash may or may not be on the platform.
CREATE TABLE intent (
  run_id        bigint NOT NULL REFERENCES run,
  source_key    text NOT NULL,
  content_hash  bigint NOT NULL,
  PRIMARY KEY (run_id, source_key)
);
