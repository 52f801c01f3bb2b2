-- one row per tenant, month and severity
-- materialisation: table
-- owner: customer care
-- key: [tenant, month, severity]
-- notNull: [tickets, open_tickets, met, breached]
-- range:
--   tickets: [1, null]
--   met_rate: [0, 1]
-- reconciles:
--   tickets with the facts:
--     - SELECT COALESCE(SUM(tickets), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('fct_ticket') }}
--   breached tickets with the facts:
--     - SELECT COALESCE(SUM(breached), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('fct_ticket') }} WHERE is_breached
-- holds:
--   no ticket is met and breached: SELECT severity FROM {{ this }} WHERE met + breached > tickets
-- columns:
--   tenant: the telco whose row it is
--   month: in which the tickets were opened, its first day, UTC
--   severity: what decides on what is promised
--   tickets: how many
--   open_tickets: how many of them still wait for somebody
--   met: how many are done and kept what was promised
--   breached: how many, done or not, have broken it
--   response_breached: how many of them by the time until somebody took them up
--   resolution_breached: how many of them by the time until they were resolved
--   met_rate: of those that are done or have broken the promise, how many kept it; null when there are none

-- As the ticket service counts it, in working time. A ticket that was rejected or cancelled promised
-- nothing: it is neither met nor breached unless its clock had run out before.
WITH judged AS (
  SELECT tenant, severity, is_open, is_breached,
         COALESCE(is_response_breached, FALSE) AS is_response_breached,
         COALESCE(is_resolution_breached, FALSE) AS is_resolution_breached,
         month_of(created_at) AS month,
         status IN ('resolved', 'closed') AND NOT is_breached AS is_met
  FROM {{ ref('fct_ticket') }}
),
counted AS (
  SELECT tenant, month, severity,
         COUNT(*) AS tickets,
         SUM(CASE WHEN is_open THEN 1 ELSE 0 END) AS open_tickets,
         SUM(CASE WHEN is_met THEN 1 ELSE 0 END) AS met,
         SUM(CASE WHEN is_breached THEN 1 ELSE 0 END) AS breached,
         SUM(CASE WHEN is_response_breached THEN 1 ELSE 0 END) AS response_breached,
         SUM(CASE WHEN is_resolution_breached THEN 1 ELSE 0 END) AS resolution_breached
  FROM judged
  GROUP BY tenant, month, severity
)
SELECT tenant,
       month,
       severity,
       CAST(tickets AS BIGINT) AS tickets,
       CAST(open_tickets AS BIGINT) AS open_tickets,
       CAST(met AS BIGINT) AS met,
       CAST(breached AS BIGINT) AS breached,
       CAST(response_breached AS BIGINT) AS response_breached,
       CAST(resolution_breached AS BIGINT) AS resolution_breached,
       CAST(CAST(met AS DOUBLE) / CAST(NULLIF(met + breached, 0) AS DOUBLE) AS DECIMAL(9, 6)) AS met_rate
FROM counted
