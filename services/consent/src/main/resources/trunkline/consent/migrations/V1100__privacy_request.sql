-- What people asked of their rights (GDPR Art. 15, 17, 20), and how far each request is.

CREATE TABLE privacy_request (
  tenant        text        NOT NULL,
  id            text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('EXPORT', 'ERASURE')),
  party_id      text,
  subject_hash  text        NOT NULL,
  reason        text,
  accepted_from text        NOT NULL,
  status        text        NOT NULL CHECK (status IN ('ACCEPTED', 'RUNNING', 'DONE', 'REFUSED', 'EXPIRED')),
  problem       text,
  state         jsonb       NOT NULL DEFAULT '{}',
  receipt       text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz,
  expires_at    timestamptz,
  next_at       timestamptz DEFAULT now(),
  attempts      integer     NOT NULL DEFAULT 0,
  owner         text,
  lease_until   timestamptz,
  PRIMARY KEY (tenant, id)
);
COMMENT ON TABLE privacy_request IS 'One row for each export or erasure. Once a person is erased they are gone from it but for subject_hash: SHA-256 of id, a slash and the person''s id.';
COMMENT ON COLUMN privacy_request.state IS 'What was found by service, and what each service answered; saved after every step.';
COMMENT ON COLUMN privacy_request.next_at IS 'When there is something to do again; null when there is nothing.';
CREATE INDEX privacy_request_to_do ON privacy_request (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX privacy_request_by_party ON privacy_request (tenant, party_id) WHERE party_id IS NOT NULL;
ALTER TABLE privacy_request ENABLE ROW LEVEL SECURITY;
-- the worker looks for work in all tenants
CREATE POLICY own_tenant ON privacy_request USING (current_setting('trunkline.tenant', true) IN (tenant, '*'));
GRANT SELECT, INSERT, UPDATE ON privacy_request TO ${app};

CREATE TABLE privacy_archive_file (
  tenant     text   NOT NULL,
  request_id text   NOT NULL,
  service    text   NOT NULL,
  kind       text   NOT NULL,
  lines      bigint NOT NULL,
  sha256     text   NOT NULL,
  packed     bytea  NOT NULL,
  PRIMARY KEY (tenant, request_id, service, kind),
  FOREIGN KEY (tenant, request_id) REFERENCES privacy_request
);
COMMENT ON TABLE privacy_archive_file IS 'One row for each file of an archive that can be fetched: what one service holds of one kind. lines and sha256 are of the text, packed is its gzip form.';
ALTER TABLE privacy_archive_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON privacy_archive_file USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, DELETE ON privacy_archive_file TO ${app};

CREATE TABLE receipt_key (
  id         text        PRIMARY KEY,
  published  text        NOT NULL,
  secret     text,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE receipt_key IS 'One row for each key that ever signed a receipt; secret is null when the key comes by a setting.';
GRANT SELECT, INSERT ON receipt_key TO ${app};
