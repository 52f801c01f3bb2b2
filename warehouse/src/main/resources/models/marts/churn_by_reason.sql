-- one row per tenant, month, reason and tenure
-- materialisation: table
-- owner: customer data
-- key: [tenant, month, reason, tenure_cohort]
-- notNull: [churned_customers, churned_monthly_charge]
-- accepted:
--   tenure_cohort: [under 3 months, 3 to 11 months, 12 to 23 months, 24 months and more]
-- range:
--   churned_customers: [1, null]
-- reconciles:
--   churned customers with their lives:
--     - SELECT COALESCE(SUM(churned_customers), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('customer_life') }} WHERE end_kind = 'churned'
-- columns:
--   tenant: the telco whose row it is
--   month: in which they left, its first day, UTC
--   reason: why, as the customer said or the agent noted; unknown when nobody did
--   tenure_cohort: how long they had been customers
--   churned_customers: how many left
--   churned_monthly_charge: what they paid a month, as last known

-- By the end of each customer's life; one that is announced for a month ahead stands in that month.
WITH version AS (
  SELECT k.tenant, l.started_at, l.ended_at, k.churn_reason, k.status_reason, k.monthly_recurring_charge,
         ROW_NUMBER() OVER (PARTITION BY k.tenant, k.customer_id ORDER BY k.tx DESC, k.seq DESC) AS age
  FROM {{ ref('dim_customer') }} AS k
  JOIN {{ ref('customer_life') }} AS l ON l.tenant = k.tenant AND l.customer_id = k.customer_id
  WHERE l.end_kind = 'churned'
),
gone AS (
  SELECT tenant,
         CAST(date_trunc('month', ended_at) AS DATE) AS month,
         COALESCE(churn_reason, status_reason, 'unknown') AS reason,
         CASE WHEN ended_at < started_at + INTERVAL '3' MONTH THEN 'under 3 months'
              WHEN ended_at < started_at + INTERVAL '12' MONTH THEN '3 to 11 months'
              WHEN ended_at < started_at + INTERVAL '24' MONTH THEN '12 to 23 months'
              ELSE '24 months and more' END AS tenure_cohort,
         COALESCE(monthly_recurring_charge, 0) AS charge
  FROM version
  WHERE age = 1
)
SELECT tenant,
       month,
       reason,
       tenure_cohort,
       CAST(COUNT(*) AS BIGINT) AS churned_customers,
       CAST(SUM(charge) AS DECIMAL(18, 2)) AS churned_monthly_charge
FROM gone
GROUP BY tenant, month, reason, tenure_cohort
