-- one row per trouble ticket
-- materialisation: merge
-- by: [tenant, ticket_id]
-- owner: customer care
-- key: [tenant, ticket_id]
-- notNull: [event_id, status, severity, created_at, is_open, is_breached]
-- range:
--   escalation_level: [0, 100]
-- reconciles:
--   tickets with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(tenant, ticket_id) }}
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'ticket') }} WHERE resource_type = 'troubleTicket' AND {{ touched(tenant, resource_id) }}) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- personal: {ticket_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   ticket_id: the trouble ticket
--   event_id: the last event that told of it
--   party_id: the customer, else the first related party
--   status: as TMF621 has it
--   severity: what decides on what is promised
--   priority: how soon it is worked on
--   ticket_type: the telco's own kind of trouble
--   channel: how it came in
--   created_at: when it was opened
--   resolved_at: when it was resolved
--   calendar: the working time that its clocks count
--   respond_by: until when somebody must take it up
--   responded_at: when somebody took it up
--   resolve_by: until when it must be resolved; null while that clock stands
--   is_breached: whether a clock has run past its target
--   is_response_breached: whether that of the response has
--   is_resolution_breached: whether that of the resolution has
--   escalation_level: how often it was escalated
--   is_open: whether somebody still has to do something

-- As last known. One that was deleted was an entry made by mistake, and is none.
WITH aged AS (
  SELECT e.*, ROW_NUMBER() OVER (PARTITION BY e.tenant, e.ticket_id ORDER BY e.tx DESC, e.seq DESC) AS age
  FROM {{ ref('stg_ticket_event') }} AS e
)
SELECT tenant,
       ticket_id,
       event_id,
       party_id,
       COALESCE(status, 'unknown') AS status,
       COALESCE(severity, 'unknown') AS severity,
       priority,
       ticket_type,
       channel,
       COALESCE(created_at, event_time) AS created_at,
       resolved_at,
       calendar,
       respond_by,
       responded_at,
       resolve_by,
       is_breached,
       is_response_breached,
       is_resolution_breached,
       escalation_level,
       COALESCE(status NOT IN ('resolved', 'closed', 'rejected', 'cancelled'), TRUE) AS is_open
FROM aged
WHERE age = 1 AND NOT is_delete
