package trunkline.warehouse.loader;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.contract.Contracts;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.landing.Batch;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/**
 * Looks at a batch line by line, which is slow, and so only done for a batch that did not load as a
 * whole. The engine that will read the good lines is the one that judges.
 */
final class LineJudge {
  /** The engine's own limit on one JSON value. */
  private static final int MAX_LINE_BYTES = 16 * 1024 * 1024 - 1;

  /** The one reason that is no fault: an earlier cut of the log has brought the event already. */
  private static final String LOADED = "loaded before";

  private final EmbeddedEngine engine;

  LineJudge(EmbeddedEngine engine) {
    this.engine = engine;
  }

  JudgedLines judge(Batch batch, Position loaded) {
    List<byte[]> lines = lines(batch);
    engine.execute("CREATE OR REPLACE TEMP TABLE line (number BIGINT, body VARCHAR)");
    List<@Nullable String> reasons = fill(lines);
    for (var row : engine.rows(sql(batch.service()), parameters(batch, loaded))) {
      int index = Math.toIntExact(((Number) Objects.requireNonNull(row.get(0))).longValue()) - 1;
      reasons.set(index, (String) row.get(1));
    }
    return JudgedLines.of(lines, reasons, LOADED);
  }

  private static String sql(String service) {
    Contracts contracts = Contracts.of(service);
    return """
      WITH parsed AS (
        SELECT number,
               json_valid(body) AS valid,
               CASE WHEN json_valid(body) THEN body END AS body
        FROM line
      ),
      field AS (
        SELECT number,
               valid,
               json_type(body) AS kind,
               json_extract_string(body, '$.eventId') AS event_id,
               json_extract_string(body, '$.eventType') AS event_type,
               TRY_CAST(json_extract_string(body, '$.eventTime') AS TIMESTAMPTZ) AS event_time,
               json_extract_string(body, '$.tenant') AS tenant,
               json_extract_string(body, '$.service') AS service,
               json_extract_string(body, '$.resourceType') AS resource_type,
               json_extract_string(body, '$.resourceId') AS resource_id,
               TRY_CAST(json_extract_string(body, '$.version') AS BIGINT) AS version,
               TRY_CAST(json_extract_string(body, '$.tx') AS BIGINT) AS tx,
               TRY_CAST(json_extract_string(body, '$.seq') AS BIGINT) AS seq,
               json_type(body, '$.resource') AS resource,
               %2$s AS shape
        FROM parsed
      )
      SELECT number,
             CASE WHEN NOT valid THEN 'not JSON'
                  WHEN kind <> 'OBJECT' THEN 'not a JSON object'
                  WHEN event_id IS NULL THEN 'no eventId'
                  WHEN event_type IS NULL THEN 'no eventType'
                  WHEN event_time IS NULL THEN 'eventTime is no time'
                  WHEN tenant IS NULL THEN 'no tenant'
                  WHEN service IS DISTINCT FROM ? THEN 'of another service'
                  WHEN resource_type IS NULL THEN 'no resourceType'
                  WHEN resource_id IS NULL THEN 'no resourceId'
                  WHEN version IS NULL OR version < 1 THEN 'version is no number from 1'
                  WHEN tx IS NULL OR seq IS NULL THEN 'no position'
                  WHEN (tx, seq) <= (?, ?) OR (tx, seq) > (?, ?) THEN 'outside its batch'
                  WHEN resource IS DISTINCT FROM 'OBJECT' THEN 'no resource'
                  WHEN ROW_NUMBER() OVER (PARTITION BY tx, seq ORDER BY number) > 1
                    THEN 'its position is taken'
                  WHEN (tx, seq) <= (?, ?) THEN '%1$s'
                  ELSE %3$s
             END
      FROM field
      """
        .formatted(
            LOADED,
            contracts.shape(
                "json_extract_string(body, '$.resourceType')", "json_extract(body, '$.resource')"),
            contracts.reason("resource_type", "shape"));
  }

  private static Object[] parameters(Batch batch, Position loaded) {
    return new Object[] {
      batch.service(),
      batch.from().tx(),
      batch.from().seq(),
      batch.to().tx(),
      batch.to().seq(),
      loaded.tx(),
      loaded.seq()
    };
  }

  /** Hands the readable lines to the engine; the others have their reason at once. */
  private List<@Nullable String> fill(List<byte[]> lines) {
    List<@Nullable String> reasons = new ArrayList<>();
    try (var appender =
        engine.connection().unwrap(DuckDBConnection.class).createAppender("temp", "main", "line")) {
      for (int i = 0; i < lines.size(); i++) {
        String text = text(lines.get(i));
        reasons.add(text == null ? "not UTF-8, or longer than 16 MiB" : null);
        if (text != null) {
          appender.beginRow();
          appender.append(i + 1L);
          appender.append(text);
          appender.endRow();
        }
      }
      return reasons;
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  private static @Nullable String text(byte[] line) {
    if (line.length > MAX_LINE_BYTES) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static List<byte[]> lines(Batch batch) {
    List<byte[]> lines = new ArrayList<>();
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(batch.file()), 1 << 16))) {
      var line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          lines.add(line.toByteArray());
          line.reset();
        } else {
          line.write(b);
        }
      }
      if (line.size() > 0) {
        lines.add(line.toByteArray());
      }
    } catch (IOException e) {
      throw Refusal.batchUnreadable(batch.location(), "it does not unzip");
    }
    if (lines.size() != batch.events()) {
      throw Refusal.batchCorrupt(
          batch.location(), lines.size() + " lines instead of " + batch.events());
    }
    return lines;
  }
}
