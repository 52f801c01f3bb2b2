-- one row per tenant, base and month
-- materialisation: table
-- owner: customer data
-- key: [tenant, base, month]
-- notNull: [opening, gross_adds, churned, removed, net_adds, closing]
-- accepted:
--   base: [customers, subscriptions]
-- range:
--   opening: [0, null]
--   closing: [0, null]
--   gross_adds: [0, null]
--   churned: [0, null]
--   removed: [0, null]
-- reconciles:
--   customers at the last month's end with who came and went:
--     - SELECT COALESCE(SUM(closing), 0) FROM {{ this }} WHERE base = 'customers' AND month = (SELECT MAX(month) FROM {{ this }} WHERE base = 'customers')
--     - SELECT COALESCE(SUM(came - churned - removed), 0) FROM {{ ref('base_change') }} WHERE base = 'customers' AND month <= (SELECT MAX(month) FROM {{ this }} WHERE base = 'customers')
--   subscriptions at the last month's end with who came and went:
--     - SELECT COALESCE(SUM(closing), 0) FROM {{ this }} WHERE base = 'subscriptions' AND month = (SELECT MAX(month) FROM {{ this }} WHERE base = 'subscriptions')
--     - SELECT COALESCE(SUM(came - churned - removed), 0) FROM {{ ref('base_change') }} WHERE base = 'subscriptions' AND month <= (SELECT MAX(month) FROM {{ this }} WHERE base = 'subscriptions')
-- holds:
--   what a month closes with the next one opens with: SELECT tenant, base, month FROM (SELECT tenant, base, month, opening, LAG(closing) OVER (PARTITION BY tenant, base ORDER BY month) AS closed FROM {{ this }}) AS m WHERE opening <> COALESCE(closed, 0)
--   net adds are the difference: SELECT month FROM {{ this }} WHERE closing <> opening + net_adds OR net_adds <> gross_adds - churned - removed
-- columns:
--   tenant: the telco whose row it is
--   base: customers or subscriptions; a bundle is counted by its parts
--   month: its first day, UTC
--   opening: how many there were when it began
--   gross_adds: how many came
--   churned: how many left
--   removed: how many records were deleted without leaving
--   net_adds: gross adds less who left or was removed
--   closing: how many there are at its end
--   churn_rate: of those there were when it began, how many left; null when there was nobody

-- A moment counts from the end of its month on. The last month is that of the newest event in the
-- log of the base, so the same log gives the same mart.
WITH last_month AS (
  SELECT 'customers' AS base, month_of(MAX(event_time)) AS month
  FROM {{ source('bronze.event', 'customer') }}
  UNION ALL
  SELECT 'subscriptions', month_of(MAX(event_time))
  FROM {{ source('bronze.event', 'subscription') }}
),
grid AS (
  SELECT s.tenant, s.base, d.month
  FROM (SELECT tenant, base, MIN(month) AS month FROM {{ ref('base_change') }} GROUP BY tenant, base) AS s
  JOIN last_month AS l ON l.base = s.base
  JOIN {{ ref('dim_month') }} AS d ON d.month >= s.month AND d.month <= l.month
),
filled AS (
  SELECT g.tenant, g.base, g.month,
         COALESCE(m.came, 0) AS came,
         COALESCE(m.churned, 0) AS churned,
         COALESCE(m.removed, 0) AS removed
  FROM grid AS g
  LEFT JOIN {{ ref('base_change') }} AS m ON m.tenant = g.tenant AND m.base = g.base AND m.month = g.month
),
summed AS (
  SELECT filled.*,
         SUM(came - churned - removed) OVER (PARTITION BY tenant, base ORDER BY month
                                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
  FROM filled
)
SELECT tenant,
       base,
       month,
       CAST(closing - came + churned + removed AS BIGINT) AS opening,
       CAST(came AS BIGINT) AS gross_adds,
       CAST(churned AS BIGINT) AS churned,
       CAST(removed AS BIGINT) AS removed,
       CAST(came - churned - removed AS BIGINT) AS net_adds,
       CAST(closing AS BIGINT) AS closing,
       CAST(CAST(churned AS DOUBLE) / CAST(NULLIF(closing - came + churned + removed, 0) AS DOUBLE)
            AS DECIMAL(9, 6)) AS churn_rate
FROM summed
