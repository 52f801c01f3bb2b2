-- one row per event of a privacy profile
-- materialisation: incremental
-- owner: privacy
-- key: [event_id]
-- notNull: [tenant, profile_id, event_time, tx, seq, is_delete]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'consent') }} WHERE resource_type IN ('partyPrivacyProfile') AND {{ touched(event_id) }}
-- personal: {profile_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT72H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   profile_id: the privacy profile
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   party_id: whom it is about
--   specification_id: what was asked
--   status: created, agreed or terminated
--   agreed_at: from when it counts
--   terminated_at: when it was ended
--   business_start: when it begins to be valid
--   business_end: when it ends to be valid

WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         privacy_profile_resource(resource) AS document
  FROM {{ source('bronze.event', 'consent') }}
  WHERE resource_type = 'partyPrivacyProfile'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS profile_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       document.applicableForParty.id AS party_id,
       document.partyPrivacyProfileSpecification.id AS specification_id,
       document.status AS status,
       moment(document.agreedDate) AS agreed_at,
       moment(document.terminatedDate) AS terminated_at,
       moment(document.validFor.startDateTime) AS business_start,
       moment(document.validFor.endDateTime) AS business_end
FROM event
