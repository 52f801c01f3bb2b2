-- one row per tenant and run of a migration
-- materialisation: table
-- owner: migration
-- key: [tenant, run_id]
-- notNull: [system, status, started_at, told_at, source_rows, migrated_rows, merged_rows, rejected_rows, excluded_rows, open_rows]
-- accepted:
--   status: [running, balanced, unbalanced]
-- range:
--   source_rows: [0, null]
--   migrated_rows: [0, null]
--   settled_rate: [0, null]
-- reconciles:
--   runs with bronze:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, resource_id FROM {{ source('bronze.event', 'bridge') }} WHERE resource_type = 'migrationRun') AS r
-- holds:
--   a balanced run has nothing open: SELECT run_id FROM {{ this }} WHERE status = 'balanced' AND open_rows <> 0
-- columns:
--   tenant: the telco whose row it is
--   run_id: the run, by the bridge's own number
--   system: the legacy system, by the mapping's name
--   source_identity: which source it was, as the bridge tells one from another
--   mapping_version: of the mapping that read it
--   status: running; balanced or unbalanced once it has ended
--   started_at: when the run began
--   ended_at: when its account was drawn up; null while it runs
--   told_at: when the bridge last told of it; a run that is killed tells nothing more
--   source_rows: how many rows the source has
--   migrated_rows: how many are on the platform
--   merged_rows: how many were another row's customer
--   rejected_rows: how many lie in quarantine
--   excluded_rows: how many stay behind on purpose
--   open_rows: how many nothing has become of yet
--   resources: how many resources the run has written
--   settled_rate: of the source's rows, the share of which something has become; null for an empty source

-- The bridge's last word on each run. Rows that a repair took in are migrated and rejected no more.
WITH aged AS (
  SELECT e.*, ROW_NUMBER() OVER (PARTITION BY e.tenant, e.run_id ORDER BY e.tx DESC, e.seq DESC) AS age
  FROM {{ ref('stg_migration_event') }} AS e
),
counted AS (
  SELECT aged.*, migrated_rows + merged_rows + rejected_rows + excluded_rows AS settled_rows
  FROM aged
  WHERE age = 1
)
SELECT tenant,
       run_id,
       system,
       source_identity,
       mapping_version,
       status,
       started_at,
       ended_at,
       event_time AS told_at,
       source_rows,
       migrated_rows,
       merged_rows,
       rejected_rows,
       excluded_rows,
       CAST(source_rows - settled_rows AS BIGINT) AS open_rows,
       resources,
       CAST(CAST(settled_rows AS DOUBLE) / CAST(NULLIF(source_rows, 0) AS DOUBLE) AS DECIMAL(9, 6)) AS settled_rate
FROM counted
