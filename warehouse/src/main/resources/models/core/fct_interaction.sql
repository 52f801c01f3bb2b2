-- one row per contact with a customer
-- materialisation: merge
-- by: [tenant, interaction_id]
-- owner: customer care
-- key: [tenant, interaction_id]
-- notNull: [event_id, reason, channel, started_at]
-- accepted:
--   direction: [inbound, outbound]
-- reconciles:
--   contacts with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(tenant, interaction_id) }}
--     - SELECT COUNT(*) FROM (SELECT event_type, ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age FROM {{ source('bronze.event', 'interaction') }} WHERE resource_type = 'partyInteraction' AND {{ touched(tenant, resource_id) }}) AS e WHERE age = 1 AND event_type NOT LIKE '%DeleteEvent'
-- personal: {interaction_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   interaction_id: the contact
--   event_id: the last event that told of it
--   party_id: the customer, else the first related party
--   direction: inbound or outbound
--   reason: why there was a contact; unknown when nobody said
--   channel: the first channel; unknown when there is none
--   status: opened, inProgress or completed
--   started_at: when it began, else when it was noted
--   ended_at: when it ended

-- As last known. One that was deleted was an entry made by mistake, and is none.
WITH aged AS (
  SELECT e.*, ROW_NUMBER() OVER (PARTITION BY e.tenant, e.interaction_id ORDER BY e.tx DESC, e.seq DESC) AS age
  FROM {{ ref('stg_interaction_event') }} AS e
)
SELECT tenant,
       interaction_id,
       event_id,
       party_id,
       direction,
       COALESCE(reason, 'unknown') AS reason,
       COALESCE(channel, 'unknown') AS channel,
       status,
       COALESCE(started_at, created_at, event_time) AS started_at,
       ended_at
FROM aged
WHERE age = 1 AND NOT is_delete
