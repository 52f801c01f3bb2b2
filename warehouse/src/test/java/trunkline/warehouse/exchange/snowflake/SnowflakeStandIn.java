package trunkline.warehouse.exchange.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBConnection;
import trunkline.platform.json.Json;

/**
 * Snowflake as its own driver sees it, on this machine: logins by key pair, sessions, statements
 * with the ids of their requests, files through a stage that is a folder. It holds callers to what
 * the vendor says of its protocol, and remembers whatever else they asked for.
 */
final class SnowflakeStandIn implements AutoCloseable {
  static final String DATABASE = "TELCO";
  static final String SCHEMA = "PUBLISHED";

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else an answer takes 40 ms
  }

  private static final Pattern TOKEN = Pattern.compile("Snowflake Token=\"([^\"]+)\"");
  private static final Pattern TRANSFER =
      Pattern.compile("(PUT|GET) (?:'(file://[^']*)' )?@((?:\"[^\"]+\"\\.)*\"[^\"]+\")/(\\S+)(.*)");

  /** What is done to a statement, counted over all sessions from 1. */
  enum Fault {
    /** It is run, its answer never comes, and its session is lost. */
    LOST_AFTER,
    /** It is run, and the connection is cut once: the driver asks again. */
    CUT_ONCE
  }

  private static final class Session {
    final StandInSql sql;
    final Map<String, String> answers = new HashMap<>();
    boolean isLost;

    Session(StandInSql sql) {
      this.sql = sql;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Connection database;
  private final Path stages;
  private final StandInLogin login;
  private final Map<String, Session> sessions = new HashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final Map<String, String> between = new HashMap<>();
  private int faultAt;
  private Fault fault = Fault.LOST_AFTER;

  SnowflakeStandIn(Path folder, StandInLogin login) throws IOException, SQLException {
    this.stages = folder.resolve("stages");
    this.login = login;
    this.database = DriverManager.getConnection("jdbc:duckdb:");
    execute("ATTACH ':memory:' AS \"%s\"".formatted(DATABASE));
    execute("CREATE SCHEMA \"%s\".\"%s\"".formatted(DATABASE, SCHEMA));
    execute("SET GLOBAL TimeZone = 'UTC'");
    execute(
        """
        CREATE MACRO TO_VARCHAR(x) AS CAST(x AS VARCHAR),
          (x, f) AS CASE WHEN f = 'YYYY-MM-DD HH24:MI:SS.FF6' THEN strftime(x, '%Y-%m-%d %H:%M:%S.%f')
                    ELSE error('format ' || f) END
        """);
    execute("CREATE MACRO CONVERT_TIMEZONE(z, x) AS timezone(z, CAST(x AS TIMESTAMPTZ))");
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Something that somebody else does in the database. */
  void execute(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows of a query, as text. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var statement = database.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  /** From here on the {@code n}th statement goes wrong; 0 for none. */
  synchronized void failAt(int n, Fault how) {
    faultAt = n == 0 ? 0 : statements.size() + n;
    fault = how;
  }

  /** Somebody else does something just before a statement is run. */
  synchronized void beforeStatement(String statement, String sql) {
    between.put(statement, sql);
  }

  synchronized List<String> statements() {
    return List.copyOf(statements);
  }

  synchronized List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    try (call) {
      Map<String, String> query = query(call.getRequestURI());
      String body = body(call);
      String path = call.getRequestURI().getPath();
      String answer =
          switch (path) {
            case "/session/v1/login-request" -> logIn(Json.parse(body), query);
            case "/queries/v1/query-request" -> run(call, Json.parse(body), query);
            case "/session" -> logOut(call, query);
            default -> {
              unexpected.add(call.getRequestMethod() + " " + path);
              yield refusal("390000", "08001", "there is no " + path);
            }
          };
      if (answer.isEmpty()) {
        return; // the connection is closed without a word
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(200, bytes.length);
      call.getResponseBody().write(bytes);
    } catch (RuntimeException e) {
      unexpected.add(e.toString());
      throw e;
    }
  }

  private static String body(HttpExchange call) throws IOException {
    boolean isPacked = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = call.getRequestBody();
    byte[] bytes = isPacked ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : String.valueOf(uri.getRawQuery()).split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private String logIn(JsonNode body, Map<String, String> query) {
    Optional<String> wrong = login.wrong(body, query);
    if (wrong.isPresent()) {
      return refusal("390144", "08001", wrong.get() + " [" + UUID.randomUUID() + "]");
    }
    String token = UUID.randomUUID().toString();
    try {
      Connection own = database.unwrap(DuckDBConnection.class).duplicate();
      sessions.put(
          token, new Session(new StandInSql(own, stages, query.getOrDefault("schemaName", ""))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    ObjectNode data = Json.mapper().createObjectNode();
    data.put("token", token).put("masterToken", "master-" + token).put("sessionId", 17L);
    data.put("validityInSeconds", 3600).put("masterValidityInSeconds", 14400);
    data.put("displayUserName", login.user()).put("serverVersion", "9.0.0");
    data.put("healthCheckInterval", 45).put("firstLogin", false);
    ArrayNode parameters = data.putArray("parameters");
    parameters.addObject().put("name", "AUTOCOMMIT").put("value", true);
    parameters.addObject().put("name", "TIMEZONE").put("value", "UTC");
    JsonNode asked = body.path("data").path("SESSION_PARAMETERS");
    boolean isTold = asked.path("CLIENT_TELEMETRY_ENABLED").asBoolean(true);
    parameters.addObject().put("name", "CLIENT_TELEMETRY_ENABLED").put("value", isTold);
    ObjectNode info = data.putObject("sessionInfo");
    info.put("databaseName", query.get("databaseName")).put("schemaName", query.get("schemaName"));
    info.put("warehouseName", query.get("warehouse")).put("roleName", query.get("roleName"));
    return Json.write(Json.mapper().createObjectNode().put("success", true).set("data", data));
  }

  private Optional<Session> session(HttpExchange call) {
    Matcher token =
        TOKEN.matcher(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
    return token.matches() ? Optional.ofNullable(sessions.get(token.group(1))) : Optional.empty();
  }

  private String logOut(HttpExchange call, Map<String, String> query) {
    if (!"true".equals(query.get("delete"))) {
      unexpected.add("/session without delete");
    }
    session(call).filter(session -> !session.isLost).ifPresent(session -> session.sql.lose());
    session(call).ifPresent(session -> session.isLost = true);
    return "{\"success\":true,\"data\":null}";
  }

  private String run(HttpExchange call, JsonNode body, Map<String, String> query) {
    Optional<Session> session = session(call);
    if (session.isEmpty() || session.get().isLost) {
      return refusal("390105", "08001", "Your session is gone.");
    }
    String request = UUID.fromString(query.getOrDefault("requestId", "")).toString();
    String known = session.get().answers.get(request);
    if (known != null) {
      return known; // the same request is run once, however often it comes
    }
    String sql = bound(body);
    statements.add(sql);
    boolean isHit = statements.size() == faultAt;
    String answer = answered(session.get(), sql);
    session.get().answers.put(request, answer);
    if (isHit && fault == Fault.LOST_AFTER) {
      return lose(session.get());
    }
    return isHit ? "" : answer;
  }

  private static String lose(Session session) {
    session.sql.lose();
    session.isLost = true;
    return refusal("604", "57014", "the session was lost");
  }

  /** With its values in their places, as no value of ours holds a question mark. */
  private static String bound(JsonNode body) {
    String sql = body.path("sqlText").asText();
    for (int i = 1; body.path("bindings").has(Integer.toString(i)); i++) {
      String value = body.path("bindings").path(Integer.toString(i)).path("value").asText();
      sql = sql.replaceFirst("\\?", Matcher.quoteReplacement("'" + value.replace("'", "''") + "'"));
    }
    return sql;
  }

  private String answered(Session session, String sql) {
    try {
      if (between.containsKey(sql)) {
        execute(between.get(sql));
      }
      Matcher transfer = TRANSFER.matcher(sql);
      return transfer.matches() ? transfer(session, transfer) : rows(session.sql.run(sql));
    } catch (StandInSql.Refused refused) {
      return refusal(refused.code, refused.state, String.valueOf(refused.getMessage()));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String rows(StandInSql.Answer answer) {
    ObjectNode data = data();
    ArrayNode types = data.putArray("rowtype");
    for (StandInSql.Column column : answer.columns()) {
      types
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("scale", column.scale())
          .put("precision", 38)
          .put("length", 16777216)
          .put("byteLength", 16777216)
          .put("nullable", true);
    }
    data.set("rowset", Json.mapper().valueToTree(answer.rows()));
    data.put("total", answer.rows().size()).put("returned", answer.rows().size());
    data.put("statementTypeId", answer.kind());
    return Json.write(Json.mapper().createObjectNode().put("success", true).set("data", data));
  }

  private static ObjectNode data() {
    ObjectNode data = Json.mapper().createObjectNode();
    data.put("queryId", UUID.randomUUID().toString()).put("queryResultFormat", "json");
    data.put("numberOfBinds", 0).put("version", 1);
    data.put("finalDatabaseName", DATABASE).put("finalSchemaName", SCHEMA);
    data.putArray("parameters");
    return data;
  }

  private static String transfer(Session session, Matcher m)
      throws StandInSql.Refused, IOException {
    boolean isUpload = m.group(1).equals("PUT");
    ObjectNode data = data();
    data.put("command", isUpload ? "UPLOAD" : "DOWNLOAD").put("parallel", 4);
    Path place = session.sql.place(m.group(3), m.group(4));
    if (isUpload) {
      Files.createDirectories(place);
      data.put("autoCompress", !m.group(5).contains("AUTO_COMPRESS = FALSE"));
      data.put("overwrite", m.group(5).contains("OVERWRITE = TRUE"));
      data.put("sourceCompression", "auto_detect");
      data.putArray("src_locations").add(m.group(2).substring("file://".length()));
    } else {
      String local = m.group(5).strip().replace("'", "").substring("file://".length());
      data.put("localLocation", local);
      ArrayNode sources = data.putArray("src_locations");
      if (Files.isDirectory(place)) {
        try (var files = Files.list(place)) {
          files.map(file -> file.getFileName().toString()).sorted().forEach(sources::add);
        }
      }
      data.putArray("presignedUrls");
      data.putArray("encryptionMaterial");
    }
    ObjectNode stage = data.putObject("stageInfo");
    stage.put("locationType", "LOCAL_FS").put("location", place.toString()).put("path", "");
    stage.putObject("creds");
    return Json.write(Json.mapper().createObjectNode().put("success", true).set("data", data));
  }

  private static String refusal(String code, String state, String message) {
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("success", false).put("code", code).put("message", message);
    answer.putObject("data").put("errorCode", code).put("sqlState", state);
    return Json.write(answer);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
