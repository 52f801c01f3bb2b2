package trunkline.warehouse.serving;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;

/**
 * A stable name for an id that must not be told: HMAC-SHA-256 of tenant and id, cut to 128 bits, in
 * hexadecimal. The same id has the same pseudonym in every table, so that it still joins and
 * counts; who lacks the key can neither turn it back nor try ids out.
 *
 * <p>The engine calls it as a function of Java, so that the key stands in no SQL text: views and
 * plans can be looked at.
 */
final class Pseudonyms {
  static final String FUNCTION = "trunkline_pseudonym";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final Mac keyed;

  Pseudonyms(String key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Teaches an engine the function; SQL from outside must not call it. */
  void registerIn(EmbeddedEngine engine) {
    BiFunction<@Nullable String, @Nullable String, @Nullable String> function =
        (tenant, id) -> id == null ? null : of(tenant == null ? "" : tenant, id);
    try (var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(FUNCTION)
          .withParameters(String.class, String.class)
          .withReturnType(String.class)
          .withFunction(function)
          .register(engine.connection());
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }

  String of(String tenant, String id) {
    try {
      var mac = (Mac) keyed.clone(); // the engine's threads come and go, and each needs its own
      mac.update(tenant.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] whole = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(whole, BYTES));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
