-- one row per statement of a privacy profile, as the profile's last event has it
-- materialisation: table
-- owner: privacy
-- key: [tenant, profile_id, characteristic_number, statement_number]
-- notNull: [party_id, purpose, decision, counts_from]
-- accepted:
--   decision: [granted, denied]
-- reconciles:
--   profiles with bronze:
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, profile_id FROM {{ this }}) AS p
--     - SELECT COUNT(*) FROM (SELECT DISTINCT tenant, resource_id FROM {{ source('bronze.event', 'consent') }} WHERE resource_type = 'partyPrivacyProfile') AS b WHERE EXISTS (SELECT 1 FROM {{ this }} AS t WHERE t.tenant = b.tenant AND t.profile_id = b.resource_id)
-- personal: {profile_id: id, party_id: id}
-- columns:
--   tenant: the telco whose row it is
--   profile_id: the privacy profile
--   characteristic_number: place of the characteristic in the profile, from 1
--   statement_number: place in its history, oldest first, from 1
--   party_id: who said it
--   purpose: what is allowed or not
--   legal_basis: as GDPR article 6(1) has it
--   decision: granted or denied
--   said_at: when it was said
--   counts_from: when it was said, or when the profile began to count if that was later
--   lapses_at: when what was granted ends by itself or with the profile
--   gone_at: when the profile was deleted
--   channel: how it was said
--   text_version: what was read before

-- A characteristic carries all that was ever said on its purpose, so the last event of a profile is
-- enough. One that was never agreed, or names no specification, says nothing. Of two statements that
-- count from the same moment the later in the history stands.
WITH event AS (
  SELECT tenant, resource_id AS profile_id, event_type, event_time, resource,
         ROW_NUMBER() OVER (PARTITION BY tenant, resource_id ORDER BY tx DESC, seq DESC) AS age
  FROM {{ source('bronze.event', 'consent') }}
  WHERE resource_type = 'partyPrivacyProfile'
),
profile AS (
  SELECT tenant, profile_id,
         CASE WHEN event_type LIKE '%DeleteEvent' THEN event_time END AS gone_at,
         privacy_profile_resource(resource) AS document
  FROM event
  WHERE age = 1
),
bounded AS (
  SELECT tenant, profile_id, gone_at, document,
         document.applicableForParty.id AS party_id,
         moment(document.agreedDate) AS agreed_at,
         moment(document.validFor.startDateTime) AS business_start,
         LEAST(COALESCE(moment(document.validFor.endDateTime), CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)),
               COALESCE(moment(document.terminatedDate), CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE))) AS ends_at
  FROM profile
  WHERE document.partyPrivacyProfileSpecification.id IS NOT NULL
),
characteristic AS (
  SELECT b.tenant, b.profile_id, b.gone_at, b.party_id, b.ends_at,
         CASE WHEN b.business_start > b.agreed_at THEN b.business_start ELSE b.agreed_at END AS counts_at,
         CAST(c.number AS BIGINT) AS characteristic_number,
         privacy_characteristic_resource(c.characteristic) AS characteristic
  FROM bounded AS b
  CROSS JOIN UNNEST(b.document.partyPrivacyProfileCharacteristic) WITH ORDINALITY AS c (characteristic, number)
  WHERE b.party_id IS NOT NULL AND b.agreed_at IS NOT NULL
),
said AS (
  SELECT c.tenant, c.profile_id, c.gone_at, c.party_id, c.ends_at, c.counts_at, c.characteristic_number,
         c.characteristic.privacyUsagePurpose AS purpose,
         COALESCE(c.characteristic.legalBasis, 'consent') AS legal_basis,
         CAST(s.number AS BIGINT) AS statement_number,
         privacy_statement_resource(s.statement) AS statement
  FROM characteristic AS c
  CROSS JOIN UNNEST(c.characteristic.history) WITH ORDINALITY AS s (statement, number)
  WHERE c.characteristic.privacyUsagePurpose <> ''
),
timed AS (
  SELECT tenant, profile_id, gone_at, party_id, ends_at, characteristic_number, purpose, legal_basis, statement_number,
         CASE WHEN statement.value = 'granted' THEN 'granted' ELSE 'denied' END AS decision,
         moment(statement.at) AS said_at,
         moment(statement.until) AS until,
         CASE WHEN moment(statement.at) > counts_at THEN moment(statement.at) ELSE counts_at END AS counts_from,
         statement.evidence.channel AS channel,
         statement.evidence.textVersion AS text_version
  FROM said
),
followed AS (
  SELECT timed.*,
         LEAD(counts_from) OVER (PARTITION BY tenant, profile_id, characteristic_number
                                 ORDER BY statement_number) AS next_counts_from
  FROM timed
)
SELECT tenant,
       profile_id,
       characteristic_number,
       statement_number,
       party_id,
       purpose,
       legal_basis,
       decision,
       said_at,
       counts_from,
       CASE WHEN decision = 'granted'
            THEN NULLIF(LEAST(ends_at, COALESCE(until, CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE))),
                        CAST('9999-12-31 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE)) END AS lapses_at,
       gone_at,
       channel,
       text_version
FROM followed
WHERE next_counts_from IS NULL OR next_counts_from <> counts_from
