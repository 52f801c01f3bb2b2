-- one row per tenant, base and month in which the base changes
-- materialisation: sum
-- counts: changes
-- owner: customer data
-- key: [tenant, base, month]
-- notNull: [changes, came, churned, removed]
-- accepted:
--   base: [customers, subscriptions]
-- reconciles:
--   customers with their lives:
--     - SELECT COALESCE(SUM(came - churned - removed), 0) FROM {{ this }} WHERE base = 'customers' AND {{ touched(tenant, base, month) }}
--     - SELECT COUNT(*) FROM {{ ref('customer_life') }} WHERE ended_at IS NULL AND {{ touched(tenant, base, month) }}
--   subscriptions with their lives:
--     - SELECT COALESCE(SUM(came - churned - removed), 0) FROM {{ this }} WHERE base = 'subscriptions' AND {{ touched(tenant, base, month) }}
--     - SELECT COUNT(*) FROM {{ ref('subscription_life') }} WHERE ended_at IS NULL AND NOT is_bundle AND {{ touched(tenant, base, month) }}
-- columns:
--   tenant: the telco whose row it is
--   base: customers or subscriptions; a bundle is counted by its parts
--   month: its first day, UTC
--   changes: how many beginnings and ends there are in it
--   came: how many came
--   churned: how many left
--   removed: how many records were deleted without leaving

WITH life AS (
  SELECT tenant, 'customers' AS base, started_at, ended_at, end_kind
  FROM {{ ref('customer_life') }}
  UNION ALL
  SELECT tenant, 'subscriptions', started_at, ended_at, end_kind
  FROM {{ ref('subscription_life') }}
  WHERE NOT is_bundle
),
change AS (
  SELECT tenant, base, month_of(started_at) AS month, 1 AS came, 0 AS churned, 0 AS removed
  FROM life
  UNION ALL
  SELECT tenant, base, month_of(ended_at), 0,
         CASE WHEN end_kind = 'deleted' THEN 0 ELSE 1 END,
         CASE WHEN end_kind = 'deleted' THEN 1 ELSE 0 END
  FROM life
  WHERE ended_at IS NOT NULL
)
SELECT tenant,
       base,
       month,
       CAST(COUNT(*) AS BIGINT) AS changes,
       CAST(SUM(came) AS BIGINT) AS came,
       CAST(SUM(churned) AS BIGINT) AS churned,
       CAST(SUM(removed) AS BIGINT) AS removed
FROM change
GROUP BY tenant, base, month
