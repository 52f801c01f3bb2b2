-- one row per version of an individual or an organization
-- materialisation: table
-- owner: customer data
-- key: [event_id]
-- notNull: [tenant, party_id, version, valid_from, is_current, is_deleted, party_kind]
-- accepted:
--   party_kind: [individual, organization]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_party_event') }} WHERE NOT is_delete
--   current parties with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'customer') }} WHERE resource_type IN ('individual', 'organization')) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- holds:
--   there is one current version: SELECT tenant, party_id FROM {{ this }} WHERE is_current GROUP BY tenant, party_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
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
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- Ordered as the log is; a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, tenant, party_id, version, tx, seq, is_delete,
         party_kind, name, status, birth_date, nationality, country, has_email, has_phone,
         MAX(event_time) OVER (PARTITION BY tenant, party_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_party_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, party_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, party_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       party_id,
       version,
       event_id,
       party_kind,
       name,
       status,
       birth_date,
       nationality,
       country,
       has_email,
       has_phone,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
