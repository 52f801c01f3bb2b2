-- An attribute of many values (relatedParty.id) has no generated column; its values stand in a table beside the resource's, kept by a
-- trigger. A service's migration says: SELECT create_value_table('customer', 'customer_party', '$.relatedParty[*].id', 'created');
-- the resource's column of the last name stands beside each value, so that what has a value is read newest first from the index.
-- Comparing texts is leakproof, so row security lets the planner use the index, unlike one over JSON or arrays (see V0002).

CREATE FUNCTION create_value_table(resource text, name text, path jsonpath, newest_by text) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  EXECUTE format($ddl$
    CREATE TABLE %1$I (
      tenant text NOT NULL,
      value  text NOT NULL,
      id     text NOT NULL,
      %2$I   text,
      PRIMARY KEY (tenant, value, id)
    )$ddl$, name, newest_by);
  EXECUTE format('CREATE INDEX ON %I (tenant, value, %I DESC NULLS LAST, id)', name, newest_by);
  EXECUTE format('CREATE INDEX ON %I (tenant, id)', name);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant = current_setting(''trunkline.tenant'', true))', name);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO ${app}', name);

  EXECUTE format($ddl$
    CREATE FUNCTION %1$I () RETURNS trigger LANGUAGE plpgsql AS $fn$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.%4$I IS NOT DISTINCT FROM NEW.%4$I
         AND jsonb_path_query_array(OLD.body, %2$L) = jsonb_path_query_array(NEW.body, %2$L) THEN
        RETURN NULL;
      END IF;
      IF TG_OP <> 'INSERT' THEN
        DELETE FROM %3$I WHERE tenant = OLD.tenant AND id = OLD.id;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO %3$I (tenant, value, id, %4$I)
        SELECT DISTINCT NEW.tenant, left(element #>> '{}', 400), NEW.id, NEW.%4$I
        FROM jsonb_path_query(NEW.body, %2$L) AS element
        WHERE element <> 'null';
      END IF;
      RETURN NULL;
    END
    $fn$ $ddl$, 'keep_' || name, path, name, newest_by);
  EXECUTE format('CREATE TRIGGER %1$I AFTER INSERT OR UPDATE OF body OR DELETE ON %2$I FOR EACH ROW EXECUTE FUNCTION %1$I ()',
                 'keep_' || name, resource);
END
$body$;
