-- one row per version of an individual or an organization
-- materialisation: scd2
-- by: [tenant, party_id]
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, party_id, version, valid_from, is_current, is_deleted, party_kind]
-- accepted:
--   party_kind: [individual, organization]
-- volume: 0.5
-- personal: {party_id: id, name: name, birth_date: date, nationality: trait}
-- columns:
--   tenant: the telco whose row it is
--   party_id: the individual or organization
--   version: the resource's version, from 1
--   event_id: the event that told it
--   party_kind: individual or organization
--   name: the full name, or what it is made of
--   status: as TMF632 has it
--   birth_date: null for an organization
--   nationality: as the individual gave it
--   country: of the first address that names one
--   has_email: whether an e-mail address is known
--   has_phone: whether a telephone number is known
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       party_id,
       version,
       tx,
       seq,
       is_delete,
       party_kind,
       name,
       status,
       birth_date,
       nationality,
       country,
       has_email,
       has_phone
FROM {{ ref('stg_party_event') }}
