-- Whose everything is, and how it is taken away (ARCHITECTURE.md, "Privacy").

CREATE INDEX event_of_resource ON event (resource_id);

CREATE TABLE named_subject (
  tenant        text    NOT NULL,
  subject       text    NOT NULL,
  resource_type text    NOT NULL,
  resource_id   text    NOT NULL,
  owner         boolean NOT NULL,
  PRIMARY KEY (tenant, subject, resource_type, resource_id, owner)
);
COMMENT ON TABLE named_subject IS 'Which resource has ever named whom, as its owner or in passing; made from the log by the cursor subjects.';
CREATE INDEX named_subject_by_resource ON named_subject (tenant, resource_id);
ALTER TABLE named_subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON named_subject
  USING (tenant = current_setting('trunkline.tenant', true) OR current_setting('trunkline.tenant', true) = '*')
  WITH CHECK (current_setting('trunkline.tenant', true) IN (tenant, '*'));
GRANT SELECT, INSERT, DELETE ON named_subject TO ${app};

CREATE TABLE erasure (
  tenant     text        NOT NULL,
  request_id text        NOT NULL,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  instructions bigint    NOT NULL DEFAULT 0,
  tx         xid8        NOT NULL DEFAULT '0',
  seq        bigint      NOT NULL DEFAULT 0,
  batches    bigint      NOT NULL DEFAULT 0,
  landed     boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, request_id)
);
COMMENT ON TABLE erasure IS 'How far each erasure is here. (tx, seq) is the position of its last instruction in the log; landed when no batch before that holds the person.';
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON erasure USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE ON erasure TO ${app};

CREATE TABLE erasure_item (
  tenant        text    NOT NULL,
  request_id    text    NOT NULL,
  resource_type text    NOT NULL,
  resource_id   text    NOT NULL,
  outcome       text    NOT NULL,
  kept_until    date,
  instructed    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, request_id, resource_type, resource_id)
);
COMMENT ON TABLE erasure_item IS 'What became of each resource: deleted, pseudonymised or stripped (somebody else''s, from which a mention was taken).';
ALTER TABLE erasure_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON erasure_item USING (tenant = current_setting('trunkline.tenant', true));
GRANT SELECT, INSERT, UPDATE ON erasure_item TO ${app};

-- The one way to change the past, and it can only take away: an event's new body must be contained in the old one. It stays in its
-- place, so no cursor notices. Answers how many it changed.
CREATE FUNCTION reduce_events(txs text[], seqs bigint[], bodies text[], correlation text) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
  WITH given AS (
    SELECT tx::xid8 AS tx, seq, body::json AS body FROM unnest(txs, seqs, bodies) AS g (tx, seq, body)
  ),
  reduced AS (
    UPDATE public.event AS e
    SET resource = g.body, correlation_id = coalesce(correlation, e.correlation_id)
    FROM given AS g
    WHERE e.tx = g.tx AND e.seq = g.seq
      AND e.tenant = current_setting('trunkline.tenant')
      AND e.resource::jsonb @> (g.body::jsonb - '@erased')
    RETURNING 1
  )
  SELECT count(*)::integer FROM reduced
$fn$;
REVOKE ALL ON FUNCTION reduce_events(text[], bigint[], text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reduce_events(text[], bigint[], text[], text) TO ${app};

-- A caller's key may be the person's number in another system, and its hash is one of their data.
CREATE FUNCTION forget_keys(ids text[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
  WITH gone AS (
    DELETE FROM public.idempotency
    WHERE tenant = current_setting('trunkline.tenant') AND resource_id = ANY (ids)
    RETURNING 1
  )
  SELECT count(*) FROM gone
$fn$;
REVOKE ALL ON FUNCTION forget_keys(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_keys(text[]) TO ${app};

-- What was taken away lies in dead rows until they are vacuumed, which the service does at once.
GRANT MAINTAIN ON event, idempotency, named_subject TO ${app};
ALTER DEFAULT PRIVILEGES GRANT MAINTAIN ON TABLES TO ${app};
