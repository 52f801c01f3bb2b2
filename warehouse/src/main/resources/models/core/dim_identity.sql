-- one row per version of a digital identity
-- materialisation: scd2
-- by: [tenant, identity_id]
-- owner: identity
-- key: [event_id]
-- notNull: [tenant, identity_id, version, valid_from, is_current, is_deleted, assurance_level]
-- accepted:
--   assurance_level: [high, substantial, low, none]
-- range:
--   eid_credentials: [0, null]
--   document_credentials: [0, null]
-- volume: 0.5
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
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       identity_id,
       version,
       tx,
       seq,
       is_delete,
       party_id,
       status,
       eid_credentials,
       document_credentials,
       assurance_level,
       business_start,
       business_end
FROM {{ ref('stg_identity_event') }}
