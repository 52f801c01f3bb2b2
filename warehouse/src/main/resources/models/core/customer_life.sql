-- one row per customer
-- materialisation: merge
-- by: [tenant, customer_id]
-- owner: customer data
-- key: [tenant, customer_id]
-- notNull: [started_at, end_kind]
-- reconciles:
--   customers with the dimension:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(tenant, customer_id) }}
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, customer_id FROM {{ ref('dim_customer') }} WHERE {{ touched(tenant, customer_id) }}) AS c
-- holds:
--   nobody leaves before coming: SELECT customer_id FROM {{ this }} WHERE ended_at < started_at
-- personal: {customer_id: id}
-- columns:
--   tenant: the telco whose row it is
--   customer_id: the customer
--   started_at: when the customer came
--   ended_at: when they went; null while they stay
--   end_kind: none, churned or deleted
--   churn_reason: why they left, as they said or the agent noted; unknown when nobody did
--   monthly_charge: what they paid a month when they left, as last known

-- When each customer came and went, in business time: the customer's validFor as last known. Where
-- it says nothing, a customer begins with the first event, and ends when the log first told of a
-- churn that still stands. A deleted record ends with its deletion, which is no churn.
WITH version AS (
  SELECT tenant, customer_id, valid_from, valid_to, is_deleted, is_churned, business_start,
         business_end, churn_reason, status_reason, monthly_recurring_charge, tx, seq,
         MIN(valid_from) OVER (PARTITION BY tenant, customer_id) AS first_seen,
         SUM(CASE WHEN is_churned THEN 0 ELSE 1 END)
           OVER (PARTITION BY tenant, customer_id ORDER BY tx DESC, seq DESC
                 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stays_since,
         ROW_NUMBER() OVER (PARTITION BY tenant, customer_id ORDER BY tx DESC, seq DESC) AS age
  FROM {{ ref('dim_customer') }}
),
churn AS (
  SELECT tenant, customer_id, MIN(valid_from) AS churned_since
  FROM version
  WHERE stays_since = 0
  GROUP BY tenant, customer_id
),
last_known AS (
  SELECT v.tenant,
         v.customer_id,
         COALESCE(v.business_start, v.first_seen) AS said_start,
         COALESCE(v.business_end, c.churned_since) AS said_end,
         CASE WHEN v.is_deleted THEN v.valid_to END AS deleted_at,
         COALESCE(v.churn_reason, v.status_reason, 'unknown') AS churn_reason,
         COALESCE(v.monthly_recurring_charge, 0) AS monthly_charge
  FROM version AS v
  LEFT JOIN churn AS c ON c.tenant = v.tenant AND c.customer_id = v.customer_id
  WHERE v.age = 1
),
bounded AS (
  SELECT tenant, customer_id, said_end, deleted_at, churn_reason, monthly_charge,
         CASE WHEN said_start < CAST('1900-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              THEN CAST('1900-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              ELSE said_start END AS started_at,
         CASE WHEN said_end IS NULL AND deleted_at IS NULL THEN 'none'
              WHEN said_end IS NULL OR deleted_at < said_end THEN 'deleted'
              ELSE 'churned' END AS end_kind
  FROM last_known
)
SELECT tenant,
       customer_id,
       started_at,
       CASE WHEN end_kind = 'none' THEN NULL
            WHEN end_kind = 'deleted' THEN CASE WHEN deleted_at < started_at THEN started_at ELSE deleted_at END
            ELSE CASE WHEN said_end < started_at THEN started_at ELSE said_end END
       END AS ended_at,
       end_kind,
       CASE WHEN end_kind = 'churned' THEN churn_reason END AS churn_reason,
       CASE WHEN end_kind = 'churned' THEN monthly_charge END AS monthly_charge
FROM bounded
