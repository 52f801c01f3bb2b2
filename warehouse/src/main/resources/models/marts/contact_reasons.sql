-- one row per tenant, month, reason and channel
-- materialisation: table
-- owner: customer care
-- key: [tenant, month, reason, channel]
-- notNull: [contacts, inbound_contacts, repeat_contacts, repeat_rate]
-- range:
--   contacts: [1, null]
--   repeat_rate: [0, 1]
-- reconciles:
--   contacts with the facts:
--     - SELECT COALESCE(SUM(contacts), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('fct_interaction') }}
--   inbound contacts with bronze:
--     - SELECT COALESCE(SUM(inbound_contacts), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM (SELECT direction, is_delete, ROW_NUMBER() OVER (PARTITION BY tenant, interaction_id ORDER BY tx DESC, seq DESC) AS age FROM {{ ref('stg_interaction_event') }}) AS e WHERE age = 1 AND NOT is_delete AND direction = 'inbound'
-- holds:
--   no more are repeated than there were: SELECT reason FROM {{ this }} WHERE repeat_contacts > inbound_contacts OR inbound_contacts > contacts
-- columns:
--   tenant: the telco whose row it is
--   month: in which the contacts began, its first day, UTC
--   reason: why there was a contact
--   channel: the first channel
--   contacts: how many
--   inbound_contacts: how many the party began
--   repeat_contacts: how many of those came within 7 days of one by the same party for the same reason
--   repeat_rate: of the contacts that the party began, how many were repeated

-- The contact before, whatever channel it came by, is looked for among those of the same party and
-- reason that the party began. Who is not known repeats nothing.
WITH inbound AS (
  SELECT tenant, interaction_id, started_at,
         LAG(started_at) OVER (PARTITION BY tenant, party_id, reason ORDER BY started_at, interaction_id) AS before
  FROM {{ ref('fct_interaction') }}
  WHERE direction = 'inbound' AND party_id IS NOT NULL
),
judged AS (
  SELECT f.tenant,
         month_of(f.started_at) AS month,
         f.reason,
         f.channel,
         CASE WHEN f.direction = 'inbound' THEN 1 ELSE 0 END AS is_inbound,
         CASE WHEN i.started_at <= i.before + INTERVAL '7' DAY THEN 1 ELSE 0 END AS is_repeat
  FROM {{ ref('fct_interaction') }} AS f
  LEFT JOIN inbound AS i ON i.tenant = f.tenant AND i.interaction_id = f.interaction_id
)
SELECT tenant,
       month,
       reason,
       channel,
       CAST(COUNT(*) AS BIGINT) AS contacts,
       CAST(SUM(is_inbound) AS BIGINT) AS inbound_contacts,
       CAST(SUM(is_repeat) AS BIGINT) AS repeat_contacts,
       CAST(COALESCE(CAST(SUM(is_repeat) AS DOUBLE) / CAST(NULLIF(SUM(is_inbound), 0) AS DOUBLE), 0)
            AS DECIMAL(9, 6)) AS repeat_rate
FROM judged
GROUP BY tenant, month, reason, channel
