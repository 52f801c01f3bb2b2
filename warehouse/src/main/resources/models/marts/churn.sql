-- one row per tenant and segment
-- materialisation: table
-- owner: customer data
-- key: [tenant, segment]
-- notNull: [customers, churned, churn_rate]
-- reconciles:
--   customers with their counts:
--     - SELECT SUM(customers) FROM {{ this }}
--     - SELECT SUM(customers) FROM {{ ref('customer_count') }}
-- holds:
--   no more leave than were there: SELECT segment FROM {{ this }} WHERE churned > customers OR churned < 0
-- columns:
--   tenant: the telco whose row it is
--   segment: the telco's own segment; unknown when there is none
--   customers: how many are on record now
--   churned: how many of them have left
--   churn_rate: of the first, the share of the second

-- Of all customers that are on record now, how many have left. Sum the counts for a total; a rate
-- of rates is none.
SELECT tenant,
       segment,
       customers,
       churned,
       CAST(CAST(churned AS DOUBLE) / CAST(customers AS DOUBLE) AS DECIMAL(9, 6)) AS churn_rate
FROM {{ ref('customer_count') }}
