-- The inverted index holds whole words only; which words begin so, differ by an error or are alike is found among the distinct words, which
-- are few. An index over all beginnings and errors of all terms was most of the database and bounded no search (decisions/0016).

CREATE TABLE word (
  slot   smallint NOT NULL,
  tenant text     NOT NULL,
  kind   text     NOT NULL,
  word   text     NOT NULL COLLATE "C",
  errors bigint[] NOT NULL,
  PRIMARY KEY (slot, tenant, kind, word)
) PARTITION BY LIST (slot);
CREATE TABLE word_0 PARTITION OF word FOR VALUES IN (0);
CREATE TABLE word_1 PARTITION OF word FOR VALUES IN (1);
COMMENT ON TABLE word IS 'One row for each word that a term has. errors: entries of what it becomes with one letter left out.';
CREATE INDEX word_by_error ON word USING gin (errors) WITH (gin_pending_list_limit = 256);
CREATE INDEX word_by_likeness ON word USING gin (tenant, kind, word extensions.gin_trgm_ops)
  WITH (gin_pending_list_limit = 256);
ALTER TABLE word ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON word USING (current_setting('trunkline.tenant', true) IN (tenant, '*'));
GRANT SELECT, INSERT, UPDATE, DELETE ON word TO ${app};

-- What was projected before is found by whole values and their beginnings only, until it is built anew.
DROP FUNCTION terms_with_words (smallint, tsquery, integer);
DROP FUNCTION terms_like (smallint, text[], text, integer);
ALTER TABLE term DROP COLUMN words;
DROP INDEX term_by_likeness;
ALTER TABLE term ADD COLUMN entries bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE term ALTER COLUMN entries DROP DEFAULT;
COMMENT ON COLUMN term.entries IS 'What it is found by besides its value, as numbers (IndexEntry).';
CREATE INDEX term_by_entry ON term USING gin (entries) WITH (gin_pending_list_limit = 256);

ALTER TABLE generation ADD COLUMN shape integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN generation.shape IS 'Which release''s idea of terms it was built by; an older one is built anew.';
-- one that holds nothing yet is of any shape
UPDATE generation AS g SET shape = 2 WHERE NOT EXISTS (SELECT 1 FROM feed AS f WHERE f.generation = g.number AND f.events > 0);

-- Doors around row security, as in V1000: they run as the owner and name the tenant themselves.

-- alternatives: of each set, one entry must be there. Plain index scans are off since none can serve but by walking the tenant's terms.
-- Of one set, some are as good as any other, and a bitmap of all that have a frequent word would be dear: the index gives a sample then
-- (PostgreSQL 70.5, gin_fuzzy_search_limit). Of several sets it must not: samples of each have little in common.
CREATE FUNCTION terms_with_entries(in_slot smallint, alternatives text[], at_most integer)
RETURNS TABLE (id text, type text, kind text, field text, value text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off SET enable_indexscan = off
SET gin_fuzzy_search_limit = 0 AS $fn$
DECLARE
  entries_of_one text;
  conditions text := '';
BEGIN
  IF cardinality(alternatives) = 0 THEN
    RAISE EXCEPTION 'nothing is asked for';
  END IF;
  IF cardinality(alternatives) = 1 THEN
    PERFORM set_config('gin_fuzzy_search_limit', (at_most * 10)::text, true);
  END IF;
  FOREACH entries_of_one IN ARRAY alternatives LOOP
    conditions := conditions || format(' AND t.entries && %L::bigint[]', entries_of_one::bigint[]);
  END LOOP;
  RETURN QUERY EXECUTE
    'SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
     WHERE t.slot = $1 AND t.tenant = current_setting(''trunkline.tenant'')' || conditions || ' LIMIT $2'
  USING in_slot, at_most;
END
$fn$;

CREATE FUNCTION terms_beginning(in_slot smallint, in_kind text, beginning text, at_most integer)
RETURNS TABLE (id text, type text, kind text, field text, value text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_bitmapscan = off AS $fn$
BEGIN
  RETURN QUERY
  SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
  WHERE t.slot = in_slot AND t.tenant = current_setting('trunkline.tenant') AND t.kind = in_kind AND t.value ^@ beginning
  ORDER BY t.value
  LIMIT at_most;
END
$fn$;

CREATE FUNCTION words_beginning(in_slot smallint, in_kind text, beginnings text[], at_most integer)
RETURNS TABLE (beginning text, word text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_bitmapscan = off AS $fn$
DECLARE
  asked text;
BEGIN
  FOREACH asked IN ARRAY beginnings LOOP
    RETURN QUERY
    SELECT asked, w.word FROM public.word AS w
    WHERE w.slot = in_slot AND w.tenant = current_setting('trunkline.tenant') AND w.kind = in_kind AND w.word ^@ asked
    ORDER BY w.word
    LIMIT at_most;
  END LOOP;
END
$fn$;

CREATE FUNCTION words_with_errors(in_slot smallint, in_kind text, in_errors bigint[], at_most integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off AS $fn$
BEGIN
  RETURN QUERY
  SELECT w.word FROM public.word AS w
  WHERE w.slot = in_slot AND w.tenant = current_setting('trunkline.tenant') AND w.kind = in_kind AND w.errors && in_errors
  LIMIT at_most;
END
$fn$;

CREATE FUNCTION words_like(in_slot smallint, in_kind text, asked text, at_most integer) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, extensions SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off SET pg_trgm.similarity_threshold = 0.3 AS $fn$
BEGIN
  RETURN QUERY
  SELECT w.word FROM public.word AS w
  WHERE w.slot = in_slot AND w.tenant = current_setting('trunkline.tenant') AND w.kind = in_kind AND w.word % asked
  ORDER BY similarity(w.word, asked) DESC, w.word
  LIMIT at_most;
END
$fn$;

-- Removes those of the words that no term has any more. Whoever calls holds the words of the slot alone (Vocabulary).
CREATE FUNCTION remove_unused_words(in_slot smallint, tenants text[], kinds text[], words text[], entries_of_words bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan SET enable_seqscan = off
SET enable_indexscan = off AS $fn$
BEGIN
  FOR i IN 1 .. cardinality(words) LOOP
    PERFORM 1 FROM public.term AS t WHERE t.slot = in_slot AND t.tenant = tenants[i] AND t.entries && ARRAY[entries_of_words[i]] LIMIT 1;
    IF NOT FOUND THEN
      DELETE FROM public.word AS w WHERE w.slot = in_slot AND w.tenant = tenants[i] AND w.kind = kinds[i] AND w.word = words[i];
    END IF;
  END LOOP;
END
$fn$;

CREATE OR REPLACE FUNCTION empty_slot(in_slot smallint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
BEGIN
  IF EXISTS (SELECT 1 FROM public.generation AS g WHERE g.slot = in_slot AND g.state = 'serving') THEN
    RAISE EXCEPTION 'slot % is being served from', in_slot;
  END IF;
  EXECUTE format('TRUNCATE public.document_%1$s, public.term_%1$s, public.reference_%1$s, public.word_%1$s', in_slot);
END
$fn$;

DO $body$
DECLARE
  door text;
BEGIN
  FOREACH door IN ARRAY ARRAY[
    'terms_with_entries(smallint, text[], integer)',
    'terms_beginning(smallint, text, text, integer)',
    'words_beginning(smallint, text, text[], integer)',
    'words_with_errors(smallint, text, bigint[], integer)',
    'words_like(smallint, text, text, integer)',
    'remove_unused_words(smallint, text[], text[], text[], bigint[])'
  ] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', door);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ${app}', door);
  END LOOP;
END
$body$;
