-- one row per tenant, segment and month
-- materialisation: table
-- owner: billing
-- key: [tenant, segment, month]
-- notNull: [customers, new_customers, churned_customers, deleted_customers, recurring_revenue]
-- reconciles:
--   customers at the last month's end with who came and went:
--     - SELECT SUM(customers) FROM {{ this }} WHERE month = (SELECT MAX(month) FROM {{ this }})
--     - SELECT SUM(came - churned - removed) FROM {{ ref('base_change') }} WHERE base = 'customers' AND month <= (SELECT MAX(month) FROM {{ this }})
-- holds:
--   each month is the one before it plus who came minus who went: SELECT tenant, month FROM (SELECT tenant, month, customers, came, went, LAG(customers) OVER (PARTITION BY tenant ORDER BY month) AS before FROM (SELECT tenant, month, SUM(customers) AS customers, SUM(new_customers) AS came, SUM(churned_customers + deleted_customers) AS went FROM {{ this }} GROUP BY tenant, month) AS total) AS moved WHERE customers <> COALESCE(before, 0) + came - went
-- columns:
--   tenant: the telco whose row it is
--   segment: the telco's own segment; unknown when there is none
--   month: its first day, UTC
--   customers: how many there are at its end
--   new_customers: how many came
--   churned_customers: how many left
--   deleted_customers: how many records were deleted
--   recurring_revenue: what the customers at its end pay a month

-- Who is active at the end of a month (the last moment before the next one begins, UTC): a running
-- sum of what changes. The last month is that of the newest event in the log of customers, so the same
-- log gives the same mart.
WITH last_month AS (
  SELECT month_of(MAX(event_time)) AS month
  FROM {{ source('bronze.event', 'customer') }}
),
digit AS (
  SELECT n FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS d (n)
),
-- 10,000 months are more than 800 years: from 1900 on, enough.
counted AS (
  SELECT CAST(DATE '1900-01-01' + (a.n + 10 * b.n + 100 * c.n + 1000 * d.n) * INTERVAL '1' MONTH AS DATE) AS month
  FROM digit AS a CROSS JOIN digit AS b CROSS JOIN digit AS c CROSS JOIN digit AS d
),
since AS (
  SELECT tenant, MIN(month) AS month FROM {{ ref('segment_change') }} WHERE came > 0 GROUP BY tenant
),
grid AS (
  SELECT s.tenant, s.segment, c.month
  FROM (SELECT DISTINCT tenant, segment FROM {{ ref('segment_change') }}) AS s
  JOIN since ON since.tenant = s.tenant
  CROSS JOIN last_month AS l
  JOIN counted AS c ON c.month >= since.month AND c.month <= l.month
)
SELECT g.tenant,
       g.segment,
       g.month,
       CAST(SUM(COALESCE(m.customers, 0)) OVER so_far AS BIGINT) AS customers,
       CAST(COALESCE(m.came, 0) AS BIGINT) AS new_customers,
       CAST(COALESCE(m.churned, 0) AS BIGINT) AS churned_customers,
       CAST(COALESCE(m.deleted, 0) AS BIGINT) AS deleted_customers,
       CAST(SUM(COALESCE(m.charge, 0)) OVER so_far AS DECIMAL(18, 2)) AS recurring_revenue
FROM grid AS g
LEFT JOIN {{ ref('segment_change') }} AS m ON m.tenant = g.tenant AND m.segment = g.segment AND m.month = g.month
WINDOW so_far AS (PARTITION BY g.tenant, g.segment ORDER BY g.month
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
