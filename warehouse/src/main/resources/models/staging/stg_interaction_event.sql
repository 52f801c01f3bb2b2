-- one row per event of a contact
-- materialisation: incremental
-- owner: customer care
-- key: [event_id]
-- notNull: [tenant, interaction_id, event_time, tx, seq, is_delete]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'interaction') }} WHERE resource_type IN ('partyInteraction') AND {{ touched(event_id) }}
-- personal: {interaction_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT24H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   interaction_id: the contact
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   party_id: the customer, else the first related party
--   direction: inbound or outbound
--   reason: why there was a contact
--   channel: the first channel
--   status: opened, inProgress or completed
--   created_at: when it was noted
--   started_at: when it began
--   ended_at: when it ended

-- What was said stays in bronze.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         interaction_resource(resource) AS document
  FROM {{ source('bronze.event', 'interaction') }}
  WHERE resource_type = 'partyInteraction'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS interaction_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       related_party(document.relatedParty, 'customer') AS party_id,
       document.direction AS direction,
       document.reason AS reason,
       first_channel(document.channel) AS channel,
       document.status AS status,
       moment(document.creationDate) AS created_at,
       moment(document.interactionDate.startDateTime) AS started_at,
       moment(document.interactionDate.endDateTime) AS ended_at
FROM event
