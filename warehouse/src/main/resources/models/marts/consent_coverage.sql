-- one row per tenant and purpose
-- materialisation: table
-- owner: privacy
-- key: [tenant, purpose]
-- notNull: [parties, granted, denied, unknown, coverage_rate]
-- range:
--   granted: [0, null]
--   denied: [0, null]
--   unknown: [0, null]
--   coverage_rate: [0, 1]
-- reconciles:
--   granted with the decisions:
--     - SELECT COALESCE(SUM(granted), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM {{ ref('dim_consent') }} WHERE is_current AND decision = 'granted'
-- holds:
--   every party is counted once: SELECT purpose FROM {{ this }} WHERE parties <> granted + denied + unknown
-- columns:
--   tenant: the telco whose row it is
--   purpose: what is allowed or not
--   parties: individuals that are known here, or have said something on any purpose
--   granted: how many of them allow it
--   denied: how many do not
--   unknown: how many were never asked, or their grant has lapsed
--   coverage_rate: of them all, how many allow it

-- When the newest event of the consent log came: the same log gives the same mart, and a grant that
-- lapses in silence is seen with the next event.
WITH party AS (
  SELECT tenant, party_id FROM {{ ref('dim_party') }} WHERE is_current AND party_kind = 'individual'
  UNION
  SELECT tenant, party_id FROM {{ ref('dim_consent') }}
),
total AS (
  SELECT tenant, COUNT(*) AS parties FROM party GROUP BY tenant
),
said AS (
  SELECT tenant, purpose,
         SUM(CASE WHEN is_current AND decision = 'granted' THEN 1 ELSE 0 END) AS granted,
         SUM(CASE WHEN is_current AND decision = 'denied' THEN 1 ELSE 0 END) AS denied
  FROM {{ ref('dim_consent') }}
  GROUP BY tenant, purpose
)
SELECT s.tenant,
       s.purpose,
       CAST(t.parties AS BIGINT) AS parties,
       CAST(s.granted AS BIGINT) AS granted,
       CAST(s.denied AS BIGINT) AS denied,
       CAST(t.parties - s.granted - s.denied AS BIGINT) AS unknown,
       CAST(CAST(s.granted AS DOUBLE) / CAST(t.parties AS DOUBLE) AS DECIMAL(9, 6)) AS coverage_rate
FROM said AS s
JOIN total AS t ON t.tenant = s.tenant
