-- one row per version of a device, a card or a number
-- materialisation: scd2
-- by: [tenant, device_id]
-- owner: resource inventory
-- key: [event_id]
-- notNull: [tenant, device_id, version, valid_from, is_current, is_deleted, kind, lifecycle_state]
-- volume: 0.5
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
--   tx: first part of the event's place in its service's log
--   seq: second part of that place

SELECT event_id,
       event_time,
       tenant,
       device_id,
       version,
       tx,
       seq,
       is_delete,
       kind,
       lifecycle_state,
       operational_state,
       party_id,
       specification_id,
       specification_name,
       in_use_from,
       retired_at
FROM {{ ref('stg_resource_event') }}
