-- one row per tenant, segment and month
-- materialisation: table
-- owner: billing
-- key: [tenant, segment, month]
-- notNull: [customers, new_customers, churned_customers, deleted_customers, recurring_revenue]
-- reconciles:
--   customers at the last month's end with their lives:
--     - SELECT SUM(customers) FROM {{ this }} WHERE month = (SELECT MAX(month) FROM {{ this }})
--     - SELECT COUNT(*) FROM {{ ref('customer_life') }} WHERE CAST(date_trunc('month', started_at) AS DATE) <= (SELECT MAX(month) FROM {{ this }}) AND (ended_at IS NULL OR CAST(date_trunc('month', ended_at) AS DATE) > (SELECT MAX(month) FROM {{ this }}))
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

-- Who is active at the end of a month (the last moment before the next one begins, UTC), by the
-- segment and the charge known at that moment; months before the first version take the first.
-- The last month is that of the newest event in the log of customers, so the same log gives the same mart.
-- Counted by what changes: a version of a customer adds one in its first month and takes it away in
-- the month it ends, and a running sum over the months does the rest. That is two rows a version
-- instead of one a customer and month.
WITH version AS (
  SELECT d.tenant,
         d.customer_id,
         COALESCE(d.segment, 'unknown') AS segment,
         COALESCE(d.monthly_recurring_charge, 0) AS charge,
         CASE WHEN ROW_NUMBER() OVER (PARTITION BY d.tenant, d.customer_id ORDER BY d.tx, d.seq) = 1
              THEN CAST('0001-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              ELSE d.valid_from END AS known_from,
         COALESCE(LEAD(d.valid_from) OVER (PARTITION BY d.tenant, d.customer_id ORDER BY d.tx, d.seq),
                  CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)) AS known_to,
         l.started_at,
         COALESCE(l.ended_at, CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)) AS ended_at,
         l.end_kind
  FROM {{ ref('dim_customer') }} AS d
  JOIN {{ ref('customer_life') }} AS l ON l.tenant = d.tenant AND l.customer_id = d.customer_id
),
-- In whole months: a moment counts from the end of its month on.
span AS (
  SELECT tenant, segment, charge, end_kind,
         CAST(date_trunc('month', known_from) AS DATE) AS known_from,
         CAST(date_trunc('month', known_to) AS DATE) AS known_to,
         CAST(date_trunc('month', started_at) AS DATE) AS started,
         CAST(date_trunc('month', ended_at) AS DATE) AS ended
  FROM version
),
active AS (
  SELECT tenant, segment, charge,
         CASE WHEN known_from < started THEN started ELSE known_from END AS first_month,
         CASE WHEN known_to < ended THEN known_to ELSE ended END AS after_month
  FROM span
),
change AS (
  SELECT tenant, segment, first_month AS month, 1 AS customers, charge,
         0 AS came, 0 AS churned, 0 AS deleted
  FROM active WHERE first_month < after_month
  UNION ALL
  SELECT tenant, segment, after_month, -1, -charge, 0, 0, 0
  FROM active WHERE first_month < after_month
  UNION ALL
  SELECT tenant, segment, started, 0, 0, 1, 0, 0
  FROM span WHERE known_from <= started AND started < known_to
  UNION ALL
  SELECT tenant, segment, ended, 0, 0, 0,
         CASE WHEN end_kind = 'churned' THEN 1 ELSE 0 END,
         CASE WHEN end_kind = 'deleted' THEN 1 ELSE 0 END
  FROM span WHERE known_from <= ended AND ended < known_to
),
monthly AS (
  SELECT tenant, segment, month,
         SUM(customers) AS customers,
         SUM(charge) AS charge,
         SUM(came) AS came,
         SUM(churned) AS churned,
         SUM(deleted) AS deleted
  FROM change
  GROUP BY tenant, segment, month
),
last_month AS (
  SELECT CAST(date_trunc('month', MAX(event_time)) AS DATE) AS month
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
  SELECT tenant, MIN(started) AS month FROM span GROUP BY tenant
),
grid AS (
  SELECT s.tenant, s.segment, c.month
  FROM (SELECT DISTINCT tenant, segment FROM monthly) AS s
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
LEFT JOIN monthly AS m ON m.tenant = g.tenant AND m.segment = g.segment AND m.month = g.month
WINDOW so_far AS (PARTITION BY g.tenant, g.segment ORDER BY g.month
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
