-- one row per read of personal data in a service
-- materialisation: incremental
-- owner: privacy
-- key: [event_id]
-- notNull: [tenant, service, read_at, tx, seq, reader, roles, resource_type, results, is_masked]
-- range:
--   results: [0, null]
-- reconciles:
--   reads with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event') }} WHERE resource_type = 'read' AND {{ touched(event_id) }}
-- personal: {reader: id, resource_hash: id}
-- freshness: {column: read_at, warn: PT24H}
-- columns:
--   event_id: the event that told it
--   tenant: the telco whose row it is
--   service: in whose database it was read
--   read_at: when
--   tx: first part of the read's place in its service's audit
--   seq: second part of that place
--   reader: who read, as their token names them
--   roles: what they were, with blanks between
--   resource_type: what was read
--   resource_hash: what was opened, by a hash of its id; null for a list
--   results: how many resources the answer held
--   is_masked: whether personal attributes were masked in it

-- Nothing of a read leads to whom it was about: services hash the id of what was opened, and leave
-- out what a list was asked by.
WITH event AS (
  SELECT event_id, event_time, tenant, service, tx, seq, read_resource(resource) AS document
  FROM {{ source('bronze.event') }}
  WHERE resource_type = 'read'
)
SELECT event_id,
       tenant,
       REPLACE(service, '-audit', '') AS service,
       event_time AS read_at,
       tx,
       seq,
       document.reader AS reader,
       document.roles AS roles,
       document.resourceType AS resource_type,
       document.opened AS resource_hash,
       TRY_CAST(document.results AS BIGINT) AS results,
       document.masked = 'true' AS is_masked
FROM event
