-- one row per version of a device, a card or a number
-- materialisation: table
-- owner: resource inventory
-- key: [event_id]
-- notNull: [tenant, device_id, version, valid_from, is_current, is_deleted, kind, lifecycle_state]
-- reconciles:
--   versions with events:
--     - SELECT COUNT(*) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('stg_resource_event') }} WHERE NOT is_delete
--   current devices with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE is_current
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'device') }} WHERE resource_type IN ('resource')) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- holds:
--   there is one current version: SELECT tenant, device_id FROM {{ this }} WHERE is_current GROUP BY tenant, device_id HAVING COUNT(*) > 1
--   a version ends no earlier than it begins: SELECT event_id FROM {{ this }} WHERE valid_to < valid_from
-- personal: {device_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   device_id: the resource of the inventory
--   version: the resource's version, from 1
--   event_id: the event that told it
--   kind: Sim, EsimProfile, Handset, Msisdn or the telco's own
--   lifecycle_state: available, assigned and so on, as the device service has it
--   operational_state: what the network reports
--   party_id: whom it is assigned to
--   specification_id: the model of the device
--   specification_name: what that is called
--   in_use_from: when it was first assigned
--   retired_at: when it was retired
--   valid_from: from when the log says so
--   valid_to: until when; null for the present
--   is_current: whether it is the present
--   is_deleted: whether a deletion ended it
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

-- Ordered as the log is; a version begins at the latest time that the log has reached by then.
WITH ordered AS (
  SELECT event_id, tenant, device_id, version, tx, seq, is_delete,
         kind, lifecycle_state, operational_state, party_id, specification_id,
         specification_name, in_use_from, retired_at,
         MAX(event_time) OVER (PARTITION BY tenant, device_id ORDER BY tx, seq
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
  FROM {{ ref('stg_resource_event') }}
),
followed AS (
  SELECT ordered.*,
         LEAD(valid_from) OVER (PARTITION BY tenant, device_id ORDER BY tx, seq) AS valid_to,
         LEAD(is_delete) OVER (PARTITION BY tenant, device_id ORDER BY tx, seq) AS next_is_delete
  FROM ordered
)
SELECT tenant,
       device_id,
       version,
       event_id,
       kind,
       lifecycle_state,
       operational_state,
       party_id,
       specification_id,
       specification_name,
       in_use_from,
       retired_at,
       valid_from,
       valid_to,
       valid_to IS NULL AS is_current,
       COALESCE(next_is_delete, FALSE) AS is_deleted,
       tx,
       seq
FROM followed
WHERE NOT is_delete
