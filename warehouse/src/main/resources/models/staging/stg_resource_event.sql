-- one row per event of a device, a card or a number
-- materialisation: incremental
-- owner: resource inventory
-- key: [event_id]
-- notNull: [tenant, device_id, event_time, tx, seq, is_delete, kind, lifecycle_state]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'device') }} WHERE resource_type IN ('resource') AND {{ touched(event_id) }}
-- personal: {device_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT72H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   device_id: the resource of the inventory
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   kind: Sim, EsimProfile, Handset, Msisdn or the telco's own
--   lifecycle_state: available, assigned and so on, as the device service has it
--   operational_state: what the network reports
--   party_id: whom it is assigned to
--   specification_id: the model of the device
--   specification_name: what that is called
--   in_use_from: when it was first assigned
--   retired_at: when it was retired

-- What a card or number is known by is somebody's and no figure needs it; it stays in bronze.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         inventory_resource(resource) AS document
  FROM {{ source('bronze.event', 'device') }}
  WHERE resource_type = 'resource'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS device_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       COALESCE(document."@type", 'unknown') AS kind,
       COALESCE(document.lifecycleState, 'unknown') AS lifecycle_state,
       document.operationalState AS operational_state,
       party_in_role(document.relatedParty, 'owner') AS party_id,
       document.resourceSpecification.id AS specification_id,
       document.resourceSpecification.name AS specification_name,
       moment(document.startOperatingDate) AS in_use_from,
       moment(document.endOperatingDate) AS retired_at
FROM event
