-- one row per party, purpose and period in which the same decision held
-- materialisation: table
-- owner: privacy
-- key: [tenant, party_id, purpose, valid_from]
-- notNull: [decision, is_current]
-- accepted:
--   decision: [granted, denied, unknown]
-- reconciles:
--   parties and purposes with statements:
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, party_id, purpose FROM {{ this }}) AS p
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, party_id, purpose FROM {{ ref('stg_consent_statement') }} WHERE gone_at IS NULL OR counts_from < gone_at) AS s
-- holds:
--   a period ends after it begins: SELECT party_id FROM {{ this }} WHERE valid_to <= valid_from
--   periods follow each other without a gap: SELECT party_id FROM (SELECT party_id, valid_to, LEAD(valid_from) OVER (PARTITION BY tenant, party_id, purpose ORDER BY valid_from) AS next_from FROM {{ this }}) AS p WHERE valid_to <> next_from OR (valid_to IS NULL AND next_from IS NOT NULL)
-- personal: {party_id: id, profile_id: id}
-- columns:
--   tenant: the telco whose row it is
--   party_id: whose decision it is
--   purpose: what is allowed or not
--   decision: granted, denied, or unknown when a grant has lapsed or its profile is gone
--   legal_basis: as GDPR article 6(1) has it
--   profile_id: the privacy profile whose words it rests on
--   channel: how it was said
--   text_version: what was read before
--   valid_from: from when it held
--   valid_to: until when; null when no end is known; may lie ahead
--   is_current: whether it held when the newest event of the consent log came

-- Decided as the consent service decides: the last word counts, whichever of the person's profiles it
-- stands in; of two of one instant the denial does; a grant lapses, a denial does not. A statement
-- counts until its profile is deleted. Wherever one begins, lapses or goes, the decision may change.
WITH statement AS (
  SELECT tenant, party_id, purpose, decision, legal_basis, profile_id, channel, text_version,
         counts_from, lapses_at, gone_at
  FROM {{ ref('stg_consent_statement') }}
  WHERE gone_at IS NULL OR counts_from < gone_at
),
moments AS (
  SELECT tenant, party_id, purpose, counts_from AS moment FROM statement
  UNION
  SELECT tenant, party_id, purpose, lapses_at FROM statement WHERE lapses_at > counts_from
  UNION
  SELECT tenant, party_id, purpose, gone_at FROM statement WHERE gone_at IS NOT NULL
),
spoken AS (
  SELECT m.tenant, m.party_id, m.purpose, m.moment,
         s.decision, s.legal_basis, s.profile_id, s.channel, s.text_version, s.counts_from, s.lapses_at,
         ROW_NUMBER() OVER (PARTITION BY m.tenant, m.party_id, m.purpose, m.moment
                            ORDER BY s.counts_from DESC NULLS LAST, s.decision, s.profile_id DESC) AS place
  FROM moments AS m
  LEFT JOIN statement AS s
    ON s.tenant = m.tenant AND s.party_id = m.party_id AND s.purpose = m.purpose
   AND s.counts_from <= m.moment AND (s.gone_at IS NULL OR s.gone_at > m.moment)
),
decided AS (
  SELECT tenant, party_id, purpose, moment, legal_basis, profile_id, channel, text_version, counts_from,
         CASE WHEN decision IS NULL OR (decision = 'granted' AND lapses_at <= moment) THEN 'unknown'
              ELSE decision END AS decision
  FROM spoken
  WHERE place = 1
),
compared AS (
  SELECT decided.*,
         LAG(decision) OVER so_far AS decision_before,
         LAG(profile_id) OVER so_far AS profile_before,
         LAG(counts_from) OVER so_far AS counted_before,
         ROW_NUMBER() OVER so_far AS place
  FROM decided
  WINDOW so_far AS (PARTITION BY tenant, party_id, purpose ORDER BY moment)
),
changed AS (
  SELECT * FROM compared
  WHERE place = 1 OR decision <> decision_before
     OR COALESCE(profile_id, '') <> COALESCE(profile_before, '')
     OR counts_from <> counted_before
),
bounded AS (
  SELECT changed.*,
         LEAD(moment) OVER (PARTITION BY tenant, party_id, purpose ORDER BY moment) AS next_moment
  FROM changed
),
log AS (
  SELECT MAX(event_time) AS reached FROM {{ source('bronze.event', 'consent') }}
)
SELECT b.tenant,
       b.party_id,
       b.purpose,
       b.decision,
       b.legal_basis,
       b.profile_id,
       b.channel,
       b.text_version,
       b.moment AS valid_from,
       b.next_moment AS valid_to,
       b.moment <= log.reached AND (b.next_moment IS NULL OR b.next_moment > log.reached) AS is_current
FROM bounded AS b
CROSS JOIN log
