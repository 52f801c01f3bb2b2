-- What search keeps of the other services' resources, in two slots: one generation of the projection is served from one while the next is
-- built in the other. Everything here can be built again from the services' logs, but for who was erased.

-- Trusted extensions, so the database's owner may create them; RDS and Aurora have both.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA extensions;
SELECT set_config('search_path', 'public, extensions', true);
SELECT similarity('', ''); -- loads the library, so that its settings can be named below where the extension was there already

CREATE TABLE generation (
  number     bigint      PRIMARY KEY,
  slot       smallint    NOT NULL GENERATED ALWAYS AS (number % 2) STORED,
  state      text        NOT NULL CHECK (state IN ('building', 'serving', 'retired')),
  since      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE generation IS 'One row for each copy of the projection. One serves; at most one is built; a retired one goes when nobody can be reading it.';
CREATE UNIQUE INDEX generation_by_state ON generation (state);
INSERT INTO generation (number, state) VALUES (1, 'serving');
GRANT SELECT, INSERT, UPDATE, DELETE ON generation TO ${app};

CREATE TABLE feed (
  generation bigint      NOT NULL REFERENCES generation ON DELETE CASCADE,
  service    text        NOT NULL,
  tx         bigint      NOT NULL DEFAULT 0,
  seq        bigint      NOT NULL DEFAULT 0,
  events     bigint      NOT NULL DEFAULT 0,
  event_time timestamptz,
  read_at    timestamptz,
  PRIMARY KEY (generation, service)
);
COMMENT ON TABLE feed IS 'How far each generation has taken each service''s log. read_at: when it last held all of it.';
GRANT SELECT, INSERT, UPDATE, DELETE ON feed TO ${app};

CREATE TABLE document (
  slot       smallint    NOT NULL,
  tenant     text        NOT NULL,
  id         text        NOT NULL,
  type       text        NOT NULL,
  service    text        NOT NULL,
  version    bigint      NOT NULL,
  state      text        NOT NULL CHECK (state IN ('LIVE', 'DELETED', 'ERASED')),
  tx         bigint      NOT NULL,
  seq        bigint      NOT NULL,
  event_time timestamptz NOT NULL,
  moment     timestamptz NOT NULL,
  body       jsonb       CHECK ((body IS NULL) = (state <> 'LIVE')),
  PRIMARY KEY (slot, tenant, id, type)
) PARTITION BY LIST (slot);
CREATE TABLE document_0 PARTITION OF document FOR VALUES IN (0);
CREATE TABLE document_1 PARTITION OF document FOR VALUES IN (1);
COMMENT ON TABLE document IS 'One row for each resource, as its latest event left it; a tombstone when it is gone.';

CREATE TABLE term (
  slot   smallint NOT NULL,
  tenant text     NOT NULL,
  id     text     NOT NULL,
  type   text     NOT NULL,
  kind   text     NOT NULL,
  field  text     NOT NULL,
  value  text     NOT NULL COLLATE "C",
  words  tsvector NOT NULL
) PARTITION BY LIST (slot);
CREATE TABLE term_0 PARTITION OF term FOR VALUES IN (0);
CREATE TABLE term_1 PARTITION OF term FOR VALUES IN (1);
COMMENT ON TABLE term IS 'One row for each thing that a resource is found by. words: its words, and what each becomes with one letter left out.';
CREATE INDEX term_of_resource ON term (slot, tenant, id, type);
CREATE INDEX term_by_value ON term (slot, tenant, kind, value);
-- a short list of what is not in the index yet: each search walks all of it, which at the usual 4 MiB costs 12 ms
CREATE INDEX term_by_words ON term USING gin (words) WITH (gin_pending_list_limit = 256);
CREATE INDEX term_by_likeness ON term USING gin (tenant, value gin_trgm_ops) WITH (gin_pending_list_limit = 256);

CREATE TABLE reference (
  slot   smallint NOT NULL,
  tenant text     NOT NULL,
  id     text     NOT NULL,
  type   text     NOT NULL,
  member text     NOT NULL,
  owner  text     NOT NULL,
  via    text     NOT NULL
) PARTITION BY LIST (slot);
CREATE TABLE reference_0 PARTITION OF reference FOR VALUES IN (0);
CREATE TABLE reference_1 PARTITION OF reference FOR VALUES IN (1);
COMMENT ON TABLE reference IS 'One row for each time that the resource (id, type) says that one resource belongs to another.';
CREATE INDEX reference_of_resource ON reference (slot, tenant, id, type);
CREATE INDEX reference_by_member ON reference (slot, tenant, member);
CREATE INDEX reference_by_owner ON reference (slot, tenant, owner);

DO $body$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['document', 'term', 'reference'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    -- the follower writes for all tenants
    EXECUTE format('CREATE POLICY own_tenant ON %I USING (current_setting(''trunkline.tenant'', true) IN (tenant, ''*''))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO ${app}', name);
  END LOOP;
END
$body$;

-- Row security keeps the planner from the inverted indexes (their operators are not marked leakproof). These two functions are the doors
-- around that: they run as the owner and name the tenant themselves. They are planned with their values, and never walk the table: with a
-- limit that looks cheap for a frequent word, and is dear for a tenant whose rows stand at its end.

CREATE FUNCTION terms_with_words(in_slot smallint, query tsquery, at_most integer)
RETURNS TABLE (id text, type text, kind text, field text, value text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $fn$
BEGIN
  RETURN QUERY
  SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
  WHERE t.slot = in_slot AND t.tenant = current_setting('trunkline.tenant') AND t.words @@ query
  LIMIT at_most;
END
$fn$;

CREATE FUNCTION terms_like(in_slot smallint, kinds text[], text_asked text, at_most integer)
RETURNS TABLE (id text, type text, kind text, field text, value text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, extensions SET plan_cache_mode = force_custom_plan SET enable_seqscan = off
SET pg_trgm.word_similarity_threshold = 0.4 AS $fn$
BEGIN
  RETURN QUERY
  SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
  WHERE t.slot = in_slot AND t.tenant = current_setting('trunkline.tenant') AND text_asked <% t.value AND t.kind = ANY (kinds)
  ORDER BY text_asked <<-> t.value, t.value, t.id
  LIMIT at_most;
END
$fn$;

-- Empties a slot at once; the one that is served from can't be emptied.
CREATE FUNCTION empty_slot(in_slot smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
BEGIN
  IF EXISTS (SELECT 1 FROM public.generation AS g WHERE g.slot = in_slot AND g.state = 'serving') THEN
    RAISE EXCEPTION 'slot % is being served from', in_slot;
  END IF;
  EXECUTE format('TRUNCATE public.document_%1$s, public.term_%1$s, public.reference_%1$s', in_slot);
END
$fn$;

REVOKE ALL ON FUNCTION terms_with_words (smallint, tsquery, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION terms_like (smallint, text[], text, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION empty_slot (smallint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION terms_with_words (smallint, tsquery, integer) TO ${app};
GRANT EXECUTE ON FUNCTION terms_like (smallint, text[], text, integer) TO ${app};
GRANT EXECUTE ON FUNCTION empty_slot (smallint) TO ${app};
