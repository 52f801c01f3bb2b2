-- one row per tenant and segment
-- materialisation: sum
-- counts: customers
-- owner: customer data
-- key: [tenant, segment]
-- notNull: [customers, churned]
-- range:
--   churned: [0, null]
-- reconciles:
--   customers with the dimension:
--     - SELECT COALESCE(SUM(customers), 0) FROM {{ this }} WHERE {{ touched(tenant, segment) }}
--     - SELECT COUNT(*) FROM {{ ref('dim_customer') }} WHERE is_current AND {{ touched(tenant, segment) }}
--   churned with the dimension:
--     - SELECT COALESCE(SUM(churned), 0) FROM {{ this }} WHERE {{ touched(tenant, segment) }}
--     - SELECT COUNT(*) FROM {{ ref('dim_customer') }} WHERE is_current AND is_churned AND {{ touched(tenant, segment) }}
-- columns:
--   tenant: the telco whose row it is
--   segment: the telco's own segment; unknown when there is none
--   customers: how many are on record now
--   churned: how many of them have left

SELECT tenant,
       COALESCE(segment, 'unknown') AS segment,
       CAST(COUNT(*) AS BIGINT) AS customers,
       CAST(SUM(CASE WHEN is_churned THEN 1 ELSE 0 END) AS BIGINT) AS churned
FROM {{ ref('dim_customer') }}
WHERE is_current
GROUP BY tenant, COALESCE(segment, 'unknown')
