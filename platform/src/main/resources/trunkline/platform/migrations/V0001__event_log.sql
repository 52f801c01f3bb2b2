-- The log and what stands around it; the same in every service's database.
-- ${app} is the role that the service runs as: it owns nothing and can neither change nor delete an event.

CREATE TABLE event (
  tx             xid8        NOT NULL DEFAULT pg_current_xact_id(),
  seq            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
  tenant         text        NOT NULL,
  event_id       uuid        NOT NULL,
  event_type     text        NOT NULL,
  event_time     timestamptz NOT NULL,
  correlation_id text        NOT NULL,
  resource_type  text        NOT NULL,
  resource_id    text        NOT NULL,
  version        bigint      NOT NULL,
  resource       json        NOT NULL,
  PRIMARY KEY (tx, seq)
);
COMMENT ON TABLE event IS 'One row for each change of a resource, committed with the change. (tx, seq) is its position.';
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON event
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT ON event TO ${app};

CREATE TABLE cursor_position (
  name        text        PRIMARY KEY,
  tx          xid8        NOT NULL DEFAULT '0',
  seq         bigint      NOT NULL DEFAULT 0,
  owner       text,
  lease_until timestamptz,
  updated_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE cursor_position IS 'How far each consumer has come; one owner at a time, by lease.';
GRANT SELECT, INSERT, UPDATE, DELETE ON cursor_position TO ${app};

CREATE TABLE idempotency (
  tenant        text        NOT NULL,
  key           text        NOT NULL,
  resource_type text        NOT NULL,
  resource_id   text        NOT NULL,
  body_hash     text        NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, key)
);
COMMENT ON TABLE idempotency IS 'Which resource each idempotency key made: a repeated request finds it instead of making another.';
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON idempotency USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT ON idempotency TO ${app};

CREATE TABLE hub_subscription (
  tenant     text        NOT NULL,
  id         text        NOT NULL,
  api        text        NOT NULL,
  callback   text        NOT NULL,
  query      text        NOT NULL DEFAULT '',
  masked     boolean     NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, api, callback, query)
);
COMMENT ON TABLE hub_subscription IS 'Who is told of which events (TMF630 hub). Its position is the cursor hub/{id}.';
ALTER TABLE hub_subscription ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON hub_subscription
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, DELETE ON hub_subscription TO ${app};

CREATE TABLE read_audit (
  at             timestamptz NOT NULL,
  tenant         text        NOT NULL,
  subject        text        NOT NULL,
  roles          text        NOT NULL,
  resource_type  text        NOT NULL,
  resource_id    text,
  query          text,
  results        integer     NOT NULL,
  masked         boolean     NOT NULL,
  correlation_id text        NOT NULL
);
COMMENT ON TABLE read_audit IS 'Who read which personal data: one row for each read. Append-only for the service.';
CREATE INDEX read_audit_by_time ON read_audit (tenant, at);
CREATE INDEX read_audit_by_resource ON read_audit (tenant, resource_id) WHERE resource_id IS NOT NULL;
ALTER TABLE read_audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON read_audit
  USING (tenant = current_setting('trunkline.tenant', true))
  WITH CHECK (current_setting('trunkline.tenant', true) IN (tenant, '*'));
GRANT SELECT, INSERT ON read_audit TO ${app};
