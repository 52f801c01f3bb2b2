-- one row per tenant, segment and month in which that changes what a month counts
-- materialisation: sum
-- counts: changes
-- owner: customer data
-- key: [tenant, segment, month]
-- notNull: [changes, customers, charge, came, churned, deleted]
-- reconciles:
--   who came with lives:
--     - SELECT COALESCE(SUM(came), 0) FROM {{ this }} WHERE {{ touched(tenant, segment, month) }}
--     - SELECT COALESCE(SUM(came), 0) FROM {{ ref('customer_month') }} WHERE {{ touched(tenant, segment, month) }}
-- columns:
--   tenant: the telco whose row it is
--   segment: the telco's own segment; unknown when there is none
--   month: its first day, UTC
--   changes: of how many customers something changes
--   customers: how many more there are from this month's end on
--   charge: by how much more they pay a month
--   came: how many came
--   churned: how many left
--   deleted: how many records were deleted

SELECT tenant,
       segment,
       month,
       CAST(COUNT(*) AS BIGINT) AS changes,
       CAST(SUM(customers) AS BIGINT) AS customers,
       CAST(SUM(charge) AS DECIMAL(18, 2)) AS charge,
       CAST(SUM(came) AS BIGINT) AS came,
       CAST(SUM(churned) AS BIGINT) AS churned,
       CAST(SUM(deleted) AS BIGINT) AS deleted
FROM {{ ref('customer_month') }}
GROUP BY tenant, segment, month
