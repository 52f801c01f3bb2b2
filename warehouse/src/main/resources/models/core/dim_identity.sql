-- one row per version of a digital identity
-- materialisation: table
-- owner: identity
-- key: [event_id]
-- notNull: [tenant, identity_id, version, valid_from, is_current, is_deleted, assurance_level]
-- accepted:
--   assurance_level: [high, substantial, low, none]
-- range:
--   eid_credentials: [0, null]
--   document_credentials: [0, null]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_identity_event') }} WHERE NOT is_delete
--   current identities with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'identification') }} WHERE resource_type IN ('digitalIdentity')) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- holds:
--   there is one current version: SELECT tenant, identity_id FROM {{ this }} WHERE is_current GROUP BY tenant, identity_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
-- personal: {identity_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   identity_id: the digital identity
--   version: the resource's version, from 1
--   event_id: the event that told it
--   party_id: whose identity it is
--   status: as TMF720 has it
--   eid_credentials: active ones that the national eID stands behind
--   document_credentials: active ones that documents stand behind
--   assurance_level: the highest of its active credentials
--   business_start: when it begins to be valid
--   business_end: when it ends to be valid
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- Ordered as the log is; a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, tenant, identity_id, version, tx, seq, is_delete,
         party_id, status, eid_credentials, document_credentials, assurance_level,
         business_start, business_end,
         MAX(event_time) OVER (PARTITION BY tenant, identity_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_identity_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, identity_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, identity_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       identity_id,
       version,
       event_id,
       party_id,
       status,
       eid_credentials,
       document_credentials,
       assurance_level,
       business_start,
       business_end,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
