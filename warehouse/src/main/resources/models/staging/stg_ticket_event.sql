-- one row per event of a trouble ticket
-- materialisation: incremental
-- owner: customer care
-- key: [event_id]
-- notNull: [tenant, ticket_id, event_time, tx, seq, is_delete, is_breached, escalation_level]
-- reconciles:
--   events with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(event_id) }}
--     - SELECT COUNT(*) FROM {{ source('bronze.event', 'ticket') }} WHERE resource_type IN ('troubleTicket') AND {{ touched(event_id) }}
-- personal: {ticket_id: id, party_id: id}
-- freshness: {column: event_time, warn: PT72H}
-- columns:
--   event_id: the event that told it
--   event_time: when the service committed it
--   tenant: the telco whose row it is
--   ticket_id: the trouble ticket
--   version: the resource's version, from 1
--   tx: first part of the event's place in its service's log
--   seq: second part of that place
--   event_type: TM Forum's name of the event
--   is_delete: whether the event tells of a deletion
--   party_id: the customer, else the first related party
--   status: as TMF621 has it
--   severity: what decides on what is promised
--   priority: how soon it is worked on
--   ticket_type: the telco's own kind of trouble
--   channel: how it came in
--   created_at: when it was opened
--   resolved_at: when it was resolved
--   status_changed_at: when it came into its status
--   calendar: the working time that its clocks count
--   respond_by: until when somebody must take it up
--   responded_at: when somebody took it up
--   resolve_by: until when it must be resolved; null while that clock stands
--   is_breached: whether a clock has run past its target
--   is_response_breached: whether that of the response has
--   is_resolution_breached: whether that of the resolution has
--   escalation_level: how often it was escalated

-- What troubles the customer stays in bronze.
WITH event AS (
  SELECT event_id, event_type, event_time, tenant, resource_type, resource_id, version, tx, seq,
         ticket_resource(resource) AS document
  FROM {{ source('bronze.event', 'ticket') }}
  WHERE resource_type = 'troubleTicket'
)
SELECT event_id,
       event_time,
       tenant,
       resource_id AS ticket_id,
       version,
       tx,
       seq,
       event_type,
       event_type LIKE '%DeleteEvent' AS is_delete,
       related_party(document.relatedParty, 'customer') AS party_id,
       document.status AS status,
       document.severity AS severity,
       document.priority AS priority,
       document.ticketType AS ticket_type,
       COALESCE(document.channel.id, document.channel.name) AS channel,
       moment(document.creationDate) AS created_at,
       moment(document.resolutionDate) AS resolved_at,
       moment(document.statusChangeDate) AS status_changed_at,
       document.sla.calendar AS calendar,
       moment(document.sla.respondBy) AS respond_by,
       moment(document.sla.respondedAt) AS responded_at,
       moment(document.sla.resolveBy) AS resolve_by,
       COALESCE(document.sla.breached = 'true', FALSE) AS is_breached,
       is_used_up(document.sla.escalation, 'response') AS is_response_breached,
       is_used_up(document.sla.escalation, 'resolution') AS is_resolution_breached,
       COALESCE(whole_number(document.sla.escalationLevel), 0) AS escalation_level
FROM event
