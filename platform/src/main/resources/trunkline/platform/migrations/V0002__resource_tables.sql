-- Every TMF resource is a table of this shape: the document as JSONB, and a generated column for each attribute that hot queries compare.
-- A service's migration says: SELECT create_resource_table('customer', '{"name": "{name}", "party_id": "{engagedParty,id}"}');

CREATE FUNCTION create_resource_table(resource text, columns jsonb) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  definition record;
BEGIN
  EXECUTE format($ddl$
    CREATE TABLE %1$I (
      tenant     text        NOT NULL,
      id         text        NOT NULL,
      version    bigint      NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      body       jsonb       NOT NULL,
      PRIMARY KEY (tenant, id)
    )$ddl$, resource);
  FOR definition IN SELECT key AS name, value AS path FROM jsonb_each_text(columns) LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I text GENERATED ALWAYS AS (left(body #>> %L, 400)) STORED',
                   resource, definition.name, definition.path);
    EXECUTE format('CREATE INDEX ON %I (tenant, %I, id)', resource, definition.name);
  END LOOP;
  EXECUTE format('CREATE INDEX ON %I USING gin (body jsonb_path_ops)', resource);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', resource);
  EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant = current_setting(''trunkline.tenant'', true))', resource);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO ${app}', resource);

  -- Row security keeps the planner from using the inverted index (the JSON path operators are not marked leakproof). This function
  -- is the one door around that: it runs as the owner, names the tenant itself, and answers ids only.
  EXECUTE format($ddl$
    CREATE FUNCTION %1$I (path jsonpath, at_most integer) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
      SELECT id FROM public.%2$I
      WHERE tenant = current_setting('trunkline.tenant') AND body @? path
      LIMIT at_most
    $fn$ $ddl$, 'matching_' || resource, resource);
  EXECUTE format('REVOKE ALL ON FUNCTION %I (jsonpath, integer) FROM PUBLIC', 'matching_' || resource);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %I (jsonpath, integer) TO ${app}', 'matching_' || resource);
END
$body$;
