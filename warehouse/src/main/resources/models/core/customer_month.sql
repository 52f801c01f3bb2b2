-- one row per customer, segment and month in which that changes what a month counts
-- materialisation: merge
-- by: [tenant, customer_id]
-- owner: customer data
-- key: [tenant, customer_id, segment, month]
-- notNull: [customers, charge, came, churned, deleted]
-- reconciles:
--   who came with lives:
--     - SELECT COALESCE(SUM(came), 0) FROM {{ this }} WHERE {{ touched(tenant, customer_id) }}
--     - SELECT COUNT(*) FROM {{ ref('customer_life') }} WHERE started_at < CAST('9999-12-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE) AND {{ touched(tenant, customer_id) }}
-- personal: {customer_id: id}
-- columns:
--   tenant: the telco whose row it is
--   customer_id: the customer
--   segment: the telco's own segment; unknown when there is none
--   month: its first day, UTC
--   customers: 1 when the segment has one more from this month's end on, -1 for one less
--   charge: by how much more they pay a month
--   came: whether they came in this month, as 1 or 0
--   churned: whether they left in it
--   deleted: whether their record was deleted in it

-- By the segment and the charge known at a month's end (the last moment before the next one begins,
-- UTC); months before the first version take the first. A version of a customer adds one in its first
-- month and takes it away in the month it ends, so that a running sum over the months gives each.
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
  SELECT tenant, customer_id, segment, charge, end_kind,
         month_of(known_from) AS known_from,
         month_of(known_to) AS known_to,
         month_of(started_at) AS started,
         month_of(ended_at) AS ended
  FROM version
),
active AS (
  SELECT tenant, customer_id, segment, charge,
         CASE WHEN known_from < started THEN started ELSE known_from END AS first_month,
         CASE WHEN known_to < ended THEN known_to ELSE ended END AS after_month
  FROM span
),
change AS (
  SELECT tenant, customer_id, segment, first_month AS month, 1 AS customers, charge,
         0 AS came, 0 AS churned, 0 AS deleted
  FROM active WHERE first_month < after_month
  UNION ALL
  SELECT tenant, customer_id, segment, after_month, -1, -charge, 0, 0, 0
  FROM active WHERE first_month < after_month
  UNION ALL
  SELECT tenant, customer_id, segment, started, 0, 0, 1, 0, 0
  FROM span WHERE known_from <= started AND started < known_to
  UNION ALL
  SELECT tenant, customer_id, segment, ended, 0, 0, 0,
         CASE WHEN end_kind = 'churned' THEN 1 ELSE 0 END,
         CASE WHEN end_kind = 'deleted' THEN 1 ELSE 0 END
  FROM span WHERE known_from <= ended AND ended < known_to
)
SELECT tenant,
       customer_id,
       segment,
       month,
       CAST(SUM(customers) AS INTEGER) AS customers,
       CAST(SUM(charge) AS DECIMAL(18, 2)) AS charge,
       CAST(SUM(came) AS INTEGER) AS came,
       CAST(SUM(churned) AS INTEGER) AS churned,
       CAST(SUM(deleted) AS INTEGER) AS deleted
FROM change
GROUP BY tenant, customer_id, segment, month
