-- one row per tenant and level of assurance
-- materialisation: table
-- owner: identity
-- key: [tenant, assurance_level]
-- notNull: [individuals, by_eid, by_documents]
-- accepted:
--   assurance_level: [high, substantial, low, none]
-- range:
--   individuals: [1, null]
-- reconciles:
--   individuals with their parties and identities:
--     - SELECT COALESCE(SUM(individuals), 0) FROM {{ this }}
--     - SELECT COUNT(*) FROM (SELECT tenant, party_id FROM {{ ref('dim_party') }} WHERE is_current AND party_kind = 'individual' UNION SELECT tenant, party_id FROM {{ ref('dim_identity') }} WHERE is_current AND party_id IS NOT NULL) AS p
-- columns:
--   tenant: the telco whose row it is
--   assurance_level: the highest of the active credentials of a person; none when there is no active identity
--   individuals: how many people are known that well
--   by_eid: how many of them by the national eID
--   by_documents: how many of them by documents

-- Everybody who is known here as an individual or has an identity. Only an active identity assures.
WITH identity AS (
  SELECT tenant, party_id,
         MAX(CASE WHEN status <> 'active' THEN 0
                  WHEN assurance_level = 'high' THEN 3
                  WHEN assurance_level = 'substantial' THEN 2
                  WHEN assurance_level = 'low' THEN 1
                  ELSE 0 END) AS level,
         MAX(CASE WHEN status = 'active' AND eid_credentials > 0 THEN 1 ELSE 0 END) AS by_eid,
         MAX(CASE WHEN status = 'active' AND document_credentials > 0 THEN 1 ELSE 0 END) AS by_documents
  FROM {{ ref('dim_identity') }}
  WHERE is_current AND party_id IS NOT NULL
  GROUP BY tenant, party_id
),
person AS (
  SELECT tenant, party_id FROM {{ ref('dim_party') }} WHERE is_current AND party_kind = 'individual'
  UNION
  SELECT tenant, party_id FROM identity
),
known AS (
  SELECT p.tenant,
         CASE COALESCE(i.level, 0) WHEN 3 THEN 'high' WHEN 2 THEN 'substantial' WHEN 1 THEN 'low' ELSE 'none' END
           AS assurance_level,
         COALESCE(i.by_eid, 0) AS by_eid,
         COALESCE(i.by_documents, 0) AS by_documents
  FROM person AS p
  LEFT JOIN identity AS i ON i.tenant = p.tenant AND i.party_id = p.party_id
)
SELECT tenant,
       assurance_level,
       CAST(COUNT(*) AS BIGINT) AS individuals,
       CAST(SUM(by_eid) AS BIGINT) AS by_eid,
       CAST(SUM(by_documents) AS BIGINT) AS by_documents
FROM known
GROUP BY tenant, assurance_level
