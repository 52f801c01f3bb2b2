-- What people allow, as far as this service has heard from the consent service: empty where nobody asks (trunkline.platform.consent).

CREATE TABLE consent_decision (
  tenant     text        NOT NULL,
  party_id   text        NOT NULL,
  purpose    text        NOT NULL,
  profile_id text        NOT NULL,
  decision   text        NOT NULL CHECK (decision IN ('granted', 'denied', 'silent')),
  since      timestamptz,
  until      timestamptz,
  basis      text,
  version    bigint      NOT NULL,
  PRIMARY KEY (tenant, profile_id, purpose),
  CHECK (decision = 'silent' OR (since IS NOT NULL AND basis IS NOT NULL))
);
COMMENT ON TABLE consent_decision IS 'The last word on each purpose in each privacy profile, with the version of the profile that it is from.';
CREATE INDEX consent_decision_by_party ON consent_decision (tenant, party_id, purpose);
ALTER TABLE consent_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON consent_decision USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE ON consent_decision TO ${app};
