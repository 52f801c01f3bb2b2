-- one row per event of an individual or an organization
-- materialisation: incremental
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, party_id, event_time, tx, seq, is_delete, party_kind, has_email, has_phone]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'customer') }} WHERE resource_type IN ('individual', 'organization') AND {{ touched(event_id) }}
-- personal: {party_id: id, name: name, birth_date: date, nationality: trait}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   party_id: the individual or organization
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   party_kind: individual or organization
--   name: the full name, or what it is made of
--   status: as TMF632 has it
--   birth_date: null for an organization
--   nationality: as the individual gave it
--   country: of the first address that names one
--   has_email: whether an e-mail address is known
--   has_phone: whether a telephone number is known

-- Addresses and numbers stay in bronze: of them it is enough to know whether there are any.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         party_resource(resource) AS document
  FROM {{ source('bronze.event', 'customer') }}
  WHERE resource_type IN ('individual', 'organization')
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS party_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       resource_type AS party_kind,
       COALESCE(document.fullName, document.formattedName, document.givenName || ' ' || document.familyName,
                document.tradingName, document.name) AS name,
       document.status AS status,
       calendar_day(document.birthDate) AS birth_date,
       document.nationality AS nationality,
       first_country(document.contactMedium) AS country,
       has_email(document.contactMedium) AS has_email,
       has_phone(document.contactMedium) AS has_phone
FROM event
