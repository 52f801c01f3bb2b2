-- The identification service: identities (TMF720), how they came to be, and what little is known of the people.

SELECT create_resource_table('digital_identity',
  '{"status": "{status}", "nickname": "{nickname}", "individual_id": "{individualIdentified,id}"}');

CREATE TABLE verification (
  tenant         text        NOT NULL,
  id             text        NOT NULL,
  method         text        NOT NULL,
  individual_id  text        NOT NULL,
  assurance      text        NOT NULL,
  status         text        NOT NULL,
  requested_by   text        NOT NULL,
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  return_url     text        NOT NULL,
  state_hash     text        UNIQUE,
  nonce          text,
  code_verifier  text,
  outcome        jsonb       NOT NULL,
  identifiers    jsonb       NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant, id),
  CONSTRAINT secrets_end_with_the_login CHECK (status = 'pending' OR (nonce IS NULL AND code_verifier IS NULL)),
  CONSTRAINT identifiers_end_with_the_review CHECK (status = 'needsReview' OR identifiers = '[]'),
  CONSTRAINT four_eyes CHECK (outcome ->> 'decidedBy' IS DISTINCT FROM requested_by)
);
COMMENT ON TABLE verification IS 'One row for each attempt to find out who a person is. identifiers are keyed hashes.';
CREATE INDEX verification_by_status ON verification (tenant, status, created_at, id);
CREATE INDEX verification_by_individual ON verification (tenant, individual_id, created_at, id);
CREATE INDEX verification_unfinished ON verification (expires_at) WHERE status IN ('pending', 'redeeming');
ALTER TABLE verification ENABLE ROW LEVEL SECURITY;
-- a person who comes back from the eID names no tenant: the state finds it
CREATE POLICY own_tenant ON verification
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE ON verification TO ${app};

CREATE TABLE verification_step (
  tenant          text        NOT NULL,
  verification_id text        NOT NULL,
  seq             bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  at              timestamptz NOT NULL,
  subject         text        NOT NULL,
  status          text        NOT NULL,
  reason          text        NOT NULL,
  correlation_id  text        NOT NULL,
  PRIMARY KEY (tenant, verification_id, seq)
);
COMMENT ON TABLE verification_step IS 'Who moved a verification to which status, and why. Append-only for the service.';
ALTER TABLE verification_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON verification_step USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT ON verification_step TO ${app};

CREATE TABLE identifier (
  tenant        text        NOT NULL,
  kind          text        NOT NULL,
  key_id        text        NOT NULL,
  hash          text        NOT NULL,
  individual_id text        NOT NULL,
  identity_id   text        NOT NULL DEFAULT '',
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (tenant, key_id, hash)
);
COMMENT ON TABLE identifier IS 'Whose a government identifier is: HMAC-SHA256 under each key in use, never the identifier.';
CREATE INDEX identifier_by_individual ON identifier (tenant, individual_id);
CREATE INDEX identifier_by_identity ON identifier (tenant, identity_id);
ALTER TABLE identifier ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON identifier
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON identifier TO ${app};

CREATE TABLE identity_end (
  tenant      text        NOT NULL,
  identity_id text        NOT NULL,
  ends_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant, identity_id)
);
COMMENT ON TABLE identity_end IS 'When the next credential of a living identity, or the identity itself, ends. Follows the log.';
CREATE INDEX identity_end_by_time ON identity_end (ends_at);
ALTER TABLE identity_end ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON identity_end
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON identity_end TO ${app};

CREATE TABLE known_individual (
  tenant      text    NOT NULL,
  id          text    NOT NULL,
  version     bigint  NOT NULL,
  given_name  text    NOT NULL,
  family_name text    NOT NULL,
  birth_date  date,
  deceased    boolean NOT NULL,
  PRIMARY KEY (tenant, id)
);
COMMENT ON TABLE known_individual IS 'What an eID is compared with. Follows the customer service; goes with the individual.';
ALTER TABLE known_individual ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON known_individual USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON known_individual TO ${app};

CREATE TABLE known_customer (
  tenant        text   NOT NULL,
  id            text   NOT NULL,
  version       bigint NOT NULL,
  individual_id text   NOT NULL,
  PRIMARY KEY (tenant, id)
);
COMMENT ON TABLE known_customer IS 'Which individual a customer is. Follows the customer service.';
ALTER TABLE known_customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON known_customer USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON known_customer TO ${app};
