-- one row per event of a digital identity
-- materialisation: incremental
-- owner: identity
-- key: [event_id]
-- notNull: [tenant, identity_id, event_time, tx, seq, is_delete, assurance_level]
-- accepted:
--   assurance_level: [high, substantial, low, none]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'identification') }} WHERE resource_type IN ('digitalIdentity') AND {{ touched(event_id) }}
-- personal: {identity_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT168H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   identity_id: the digital identity
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   party_id: whose identity it is
--   status: as TMF720 has it
--   eid_credentials: active ones that the national eID stands behind
--   document_credentials: active ones that documents stand behind
--   assurance_level: the highest of its active credentials
--   business_start: when it begins to be valid
--   business_end: when it ends to be valid

WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         identity_resource(resource) AS document
  FROM {{ source('bronze.event', 'identification') }}
  WHERE resource_type = 'digitalIdentity'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS identity_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       document.individualIdentified.id AS party_id,
       document.status AS status,
       CAST(active_of_type(document.credential, 'NationalEidCredential') AS BIGINT) AS eid_credentials,
       CAST(active_of_type(document.credential, 'DocumentCredential') AS BIGINT) AS document_credentials,
       CASE WHEN active_of_level(document.credential, 'high') > 0 THEN 'high'
            WHEN active_of_level(document.credential, 'substantial') > 0 THEN 'substantial'
            WHEN active_of_level(document.credential, 'low') > 0 THEN 'low'
            ELSE 'none' END AS assurance_level,
       moment(document.validFor.startDateTime) AS business_start,
       moment(document.validFor.endDateTime) AS business_end
FROM event
