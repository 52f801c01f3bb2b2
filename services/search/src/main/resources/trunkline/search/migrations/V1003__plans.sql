-- A question is planned once for a connection, as far as it has one, two or three sets of entries: to plan it took longer than to answer it.
-- The plan can't know how many terms a tenant has, so the tenant is compared where no index is: an entry is made of its tenant already.
CREATE OR REPLACE FUNCTION terms_with_entries(in_slot smallint, alternatives text[], at_most integer)
RETURNS TABLE (id text, type text, kind text, field text, value text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_indexscan = off SET gin_fuzzy_search_limit = 0 AS $fn$
DECLARE
  own text := current_setting('trunkline.tenant');
  first_set bigint[] := alternatives[1]::bigint[];
  second_set bigint[] := alternatives[2]::bigint[];
  third_set bigint[] := alternatives[3]::bigint[];
  conditions text := '';
BEGIN
  CASE cardinality(alternatives)
  WHEN 0 THEN
    RAISE EXCEPTION 'nothing is asked for';
  WHEN 1 THEN
    -- some are as good as any other, see V1002
    PERFORM set_config('gin_fuzzy_search_limit', (at_most * 10)::text, true);
    RETURN QUERY
    SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
    WHERE t.slot = in_slot AND t.tenant || '' = own AND t.entries && first_set
    LIMIT at_most;
  WHEN 2 THEN
    RETURN QUERY
    SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
    WHERE t.slot = in_slot AND t.tenant || '' = own AND t.entries && first_set AND t.entries && second_set
    LIMIT at_most;
  WHEN 3 THEN
    RETURN QUERY
    SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
    WHERE t.slot = in_slot AND t.tenant || '' = own AND t.entries && first_set AND t.entries && second_set AND t.entries && third_set
    LIMIT at_most;
  ELSE
    FOR i IN 1 .. cardinality(alternatives) LOOP
      conditions := conditions || format(' AND t.entries && %L::bigint[]', alternatives[i]::bigint[]);
    END LOOP;
    RETURN QUERY EXECUTE
      'SELECT t.id, t.type, t.kind, t.field, t.value FROM public.term AS t
       WHERE t.slot = $1 AND t.tenant || '''' = $2' || conditions || ' LIMIT $3'
    USING in_slot, own, at_most;
  END CASE;
END
$fn$;
