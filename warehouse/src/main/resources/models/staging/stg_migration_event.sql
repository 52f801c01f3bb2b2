-- one row per event of a migration's run
-- materialisation: incremental
-- owner: migration
-- key: [event_id]
-- notNull: [tenant, run_id, event_time, tx, seq, system, status, started_at, source_rows]
-- accepted:
--   status: [running, balanced, unbalanced]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'bridge') }} WHERE resource_type = 'migrationRun' AND {{ touched(event_id) }}
-- columns:
--   event_id: the event that told it
--   event_time: when the bridge told it
--   tenant: the telco whose row it is
--   run_id: the run, by the bridge's own number
--   tx: first part of the event's place in the bridge's log
--   seq: second part of that place
--   system: the legacy system, by the mapping's name
--   source_identity: which source it was, as the bridge tells one from another
--   mapping_version: of the mapping that read it
--   status: running; balanced or unbalanced once it has ended
--   started_at: when the run began
--   ended_at: when its account was drawn up
--   source_rows: how many rows the source has
--   migrated_rows: how many are on the platform
--   merged_rows: how many were another row's customer
--   rejected_rows: how many lie in quarantine
--   excluded_rows: how many stay behind on purpose
--   resources: how many resources the run has written

WITH event AS (
  SELECT event_id, event_time, tenant, resource_id, tx, seq, migration_resource(resource) AS document
  FROM {{ source('bronze.event', 'bridge') }}
  WHERE resource_type = 'migrationRun'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS run_id,
       tx,
       seq,
       document.name AS system,
       document.sourceIdentity AS source_identity,
       whole_number(document.mappingVersion) AS mapping_version,
       document.status AS status,
       moment(document.startedAt) AS started_at,
       moment(document.endedAt) AS ended_at,
       TRY_CAST(document.source AS BIGINT) AS source_rows,
       TRY_CAST(document.migrated AS BIGINT) AS migrated_rows,
       TRY_CAST(document.merged AS BIGINT) AS merged_rows,
       TRY_CAST(document.rejected AS BIGINT) AS rejected_rows,
       TRY_CAST(document.excluded AS BIGINT) AS excluded_rows,
       TRY_CAST(document.resources AS BIGINT) AS resources
FROM event
