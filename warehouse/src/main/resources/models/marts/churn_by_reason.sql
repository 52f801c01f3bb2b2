-- one row per tenant, month, reason and tenure
-- materialisation: sum
-- counts: churned_customers
-- owner: customer data
-- key: [tenant, month, reason, tenure_cohort]
-- notNull: [churned_customers, churned_monthly_charge]
-- accepted:
--   tenure_cohort: [under 3 months, 3 to 11 months, 12 to 23 months, 24 months and more]
-- range:
--   churned_customers: [1, null]
-- reconciles:
--   churned customers with their lives:
--     - SELECT COALESCE(SUM(churned_customers), 0) FROM {{ this }} WHERE {{ touched(tenant, month) }}
--     - SELECT COUNT(*) FROM {{ ref('customer_life') }} WHERE end_kind = 'churned' AND {{ touched(tenant, month) }}
-- columns:
--   tenant: the telco whose row it is
--   month: in which they left, its first day, UTC
--   reason: why, as the customer said or the agent noted; unknown when nobody did
--   tenure_cohort: how long they had been customers
--   churned_customers: how many left
--   churned_monthly_charge: what they paid a month, as last known

-- By the end of each customer's life; one that is announced for a month ahead stands in that month.
WITH gone AS (
  SELECT tenant,
         month_of(ended_at) AS month,
         churn_reason AS reason,
         CASE WHEN ended_at < started_at + INTERVAL '3' MONTH THEN 'under 3 months'
              WHEN ended_at < started_at + INTERVAL '12' MONTH THEN '3 to 11 months'
              WHEN ended_at < started_at + INTERVAL '24' MONTH THEN '12 to 23 months'
              ELSE '24 months and more' END AS tenure_cohort,
         monthly_charge AS charge
  FROM {{ ref('customer_life') }}
  WHERE end_kind = 'churned'
)
SELECT tenant,
       month,
       reason,
       tenure_cohort,
       CAST(COUNT(*) AS BIGINT) AS churned_customers,
       CAST(SUM(charge) AS DECIMAL(18, 2)) AS churned_monthly_charge
FROM gone
GROUP BY tenant, month, reason, tenure_cohort
