-- one row per tenant, currency and month
-- materialisation: table
-- owner: billing
-- key: [tenant, currency, month]
-- notNull: [subscriptions, paying_parties, recurring_revenue]
-- range:
--   subscriptions: [1, null]
--   recurring_revenue: [0, null]
-- reconciles:
--   the last month with what is charged now:
--     - SELECT COALESCE(SUM(recurring_revenue), 0) FROM {{ this }} WHERE month = (SELECT month_of(MAX(event_time)) FROM {{ source('bronze.event', 'subscription') }})
--     - SELECT COALESCE(SUM(c.monthly_charge), 0) FROM {{ ref('subscription_charge') }} AS c JOIN (SELECT event_id, ROW_NUMBER() OVER (PARTITION BY tenant, subscription_id ORDER BY tx DESC, seq DESC) AS age FROM {{ ref('dim_subscription') }}) AS v ON v.event_id = c.event_id AND v.age = 1 JOIN {{ ref('subscription_life') }} AS l ON l.tenant = c.tenant AND l.subscription_id = c.subscription_id WHERE month_of(l.started_at) <= (SELECT month_of(MAX(event_time)) FROM {{ source('bronze.event', 'subscription') }}) AND (l.ended_at IS NULL OR month_of(l.ended_at) > (SELECT month_of(MAX(event_time)) FROM {{ source('bronze.event', 'subscription') }}))
-- columns:
--   tenant: the telco whose row it is
--   currency: ISO 4217, as the prices have it
--   month: its first day, UTC
--   subscriptions: how many have a recurring price at its end
--   paying_parties: how many parties have those
--   recurring_revenue: what those cost a month, before tax
--   arpu: recurring revenue per paying party; null when nobody is known to pay

-- What is charged at the end of a month for what lives then, by the prices known at that moment;
-- months before the first version take the first. A suspended subscription is charged. The last month
-- is that of the newest event in the log of subscriptions.
WITH version AS (
  SELECT d.tenant, d.subscription_id, d.event_id,
         CASE WHEN ROW_NUMBER() OVER (PARTITION BY d.tenant, d.subscription_id ORDER BY d.tx, d.seq) = 1
              THEN CAST('0001-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              ELSE d.valid_from END AS known_from,
         COALESCE(LEAD(d.valid_from) OVER (PARTITION BY d.tenant, d.subscription_id ORDER BY d.tx, d.seq),
                  CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)) AS known_to
  FROM {{ ref('dim_subscription') }} AS d
),
charged AS (
  SELECT v.tenant, v.subscription_id, l.party_id, c.currency, c.monthly_charge,
         month_of(v.known_from) AS known_from,
         month_of(v.known_to) AS known_to,
         month_of(l.started_at) AS started,
         month_of(COALESCE(l.ended_at, CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE))) AS ended
  FROM version AS v
  JOIN {{ ref('subscription_charge') }} AS c ON c.event_id = v.event_id
  JOIN {{ ref('subscription_life') }} AS l ON l.tenant = v.tenant AND l.subscription_id = v.subscription_id
),
last_month AS (
  SELECT month_of(MAX(event_time)) AS month
  FROM {{ source('bronze.event', 'subscription') }}
),
monthly AS (
  SELECT c.tenant, c.currency, m.month, c.subscription_id, c.party_id, c.monthly_charge
  FROM charged AS c
  CROSS JOIN last_month AS l
  JOIN {{ ref('dim_month') }} AS m
    ON m.month >= c.known_from AND m.month < c.known_to
   AND m.month >= c.started AND m.month < c.ended
   AND m.month <= l.month
),
summed AS (
  SELECT tenant, currency, month,
         COUNT(DISTINCT subscription_id) AS subscriptions,
         COUNT(DISTINCT party_id) AS paying_parties,
         SUM(monthly_charge) AS revenue
  FROM monthly
  GROUP BY tenant, currency, month
)
SELECT tenant,
       currency,
       month,
       CAST(subscriptions AS BIGINT) AS subscriptions,
       CAST(paying_parties AS BIGINT) AS paying_parties,
       CAST(revenue AS DECIMAL(18, 2)) AS recurring_revenue,
       CAST(CAST(revenue AS DOUBLE) / CAST(NULLIF(paying_parties, 0) AS DOUBLE) AS DECIMAL(18, 2)) AS arpu
FROM summed
