package trunkline.platform.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import trunkline.local.postgres.DatabaseAccess;

/**
 * A database's schema as text, in a stable order, read back from the catalog: what the migrations
 * have really made.
 */
public final class SchemaDump {
  private static final String[] PARTS = {
    """
    SELECT format('column   %s.%s %s%s%s', c.table_name, c.column_name, c.udt_name,
                  CASE WHEN c.is_nullable = 'NO' THEN ' not null' ELSE '' END,
                  coalesce(' generated ' || c.generation_expression, coalesce(' default ' || c.column_default, '')))
    FROM information_schema.columns AS c
    WHERE c.table_schema = 'public' AND c.table_name <> 'flyway_schema_history'
    ORDER BY c.table_name, c.ordinal_position
    """,
    """
    SELECT format('index    %s', replace(indexdef, ' public.', ' ')) FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' ORDER BY indexname
    """,
    """
    SELECT format('policy   %s %s using (%s) check (%s)', tablename, policyname, qual, with_check) FROM pg_policies
    WHERE schemaname = 'public' ORDER BY tablename, policyname
    """,
    """
    SELECT format('grant    %s %s', table_name, string_agg(privilege_type, ',' ORDER BY privilege_type))
    FROM information_schema.role_table_grants
    WHERE table_schema = 'public' AND grantee NOT LIKE '%owner' AND grantee <> 'postgres'
    GROUP BY table_name ORDER BY table_name
    """,
    """
    SELECT format('function %s(%s)%s', p.proname, pg_get_function_identity_arguments(p.oid),
                  CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END)
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' ORDER BY 1
    """
  };

  private SchemaDump() {}

  public static String of(DatabaseAccess database) throws SQLException {
    var text = new StringBuilder();
    try (Connection connection = database.connectAsOwner();
        Statement statement = connection.createStatement()) {
      for (String part : PARTS) {
        ResultSet rows = statement.executeQuery(part);
        while (rows.next()) {
          text.append(rows.getString(1)).append('\n');
        }
      }
    }
    return text.toString();
  }
}
