-- one row per subscription that has begun
-- materialisation: merge
-- by: [tenant, subscription_id]
-- owner: product inventory
-- key: [tenant, subscription_id]
-- notNull: [started_at, end_kind, is_bundle]
-- accepted:
--   end_kind: [none, terminated, deleted]
-- relations:
--   subscription_id: dim_subscription
-- reconciles:
--   subscriptions that have begun with bronze:
--     - SELECT COUNT(*) FROM {{ this }} WHERE {{ touched(tenant, subscription_id) }}
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, subscription_id FROM {{ ref('stg_product_event') }} WHERE NOT is_delete AND status IN ('active', 'suspended', 'pendingTerminate', 'terminated') AND {{ touched(tenant, subscription_id) }}) AS s
-- holds:
--   nothing ends before it begins: SELECT subscription_id FROM {{ this }} WHERE ended_at < started_at
-- personal: {subscription_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   subscription_id: the product of the inventory
--   party_id: who has or had it, as last known
--   is_bundle: whether it is made of other products
--   started_at: when it began
--   ended_at: when it ended; null while it lives
--   end_kind: none, terminated or deleted

-- In business time where the product says it (startDate, terminationDate), else by when the log told.
-- What was cancelled before it began has no life. A suspended subscription lives.
WITH version AS (
  SELECT tenant, subscription_id, party_id, is_bundle, status, start_date, termination_date, valid_from, valid_to,
         is_deleted, tx, seq,
         COALESCE(status IN ('terminated', 'cancelled', 'aborted'), FALSE) AS has_ended,
         CASE WHEN status IN ('active', 'suspended', 'pendingTerminate', 'terminated') THEN valid_from END AS lives_at
  FROM {{ ref('dim_subscription') }}
),
aged AS (
  SELECT version.*,
         MIN(lives_at) OVER (PARTITION BY tenant, subscription_id) AS begun_at,
         SUM(CASE WHEN has_ended THEN 0 ELSE 1 END)
           OVER (PARTITION BY tenant, subscription_id ORDER BY tx DESC, seq DESC
                 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS lives_since,
         ROW_NUMBER() OVER (PARTITION BY tenant, subscription_id ORDER BY tx DESC, seq DESC) AS age
  FROM version
),
ending AS (
  SELECT tenant, subscription_id, MIN(valid_from) AS ended_since
  FROM aged
  WHERE lives_since = 0
  GROUP BY tenant, subscription_id
),
bounded AS (
  SELECT a.tenant,
         a.subscription_id,
         a.party_id,
         a.is_bundle,
         COALESCE(a.start_date, a.begun_at) AS said_start,
         CASE WHEN e.ended_since IS NOT NULL THEN COALESCE(a.termination_date, e.ended_since)
              WHEN a.is_deleted THEN a.valid_to END AS said_end,
         CASE WHEN e.ended_since IS NOT NULL THEN 'terminated'
              WHEN a.is_deleted THEN 'deleted'
              ELSE 'none' END AS end_kind
  FROM aged AS a
  LEFT JOIN ending AS e ON e.tenant = a.tenant AND e.subscription_id = a.subscription_id
  WHERE a.age = 1 AND a.begun_at IS NOT NULL
),
started AS (
  SELECT tenant, subscription_id, party_id, is_bundle, said_end, end_kind,
         CASE WHEN said_start < CAST('1900-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              THEN CAST('1900-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)
              ELSE said_start END AS started_at
  FROM bounded
)
SELECT tenant,
       subscription_id,
       party_id,
       is_bundle,
       started_at,
       CASE WHEN said_end < started_at THEN started_at ELSE said_end END AS ended_at,
       end_kind
FROM started
