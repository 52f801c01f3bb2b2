package trunkline.warehouse.exchange.snowflake;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import trunkline.platform.config.Configuration;

/** A stand-in that knows one user, and the settings of that user. */
final class TestSnowflake {
  static final KeyPair KEYS = keys(2048);
  static final String PSEUDONYM_KEY = "a key of thirty-two characters or more";

  private TestSnowflake() {}

  static SnowflakeStandIn start(Path folder) throws IOException, SQLException {
    return start(folder, Clock.systemUTC());
  }

  static SnowflakeStandIn start(Path folder, Clock clock) throws IOException, SQLException {
    var key = (RSAPublicKey) KEYS.getPublic();
    Set<String> roles = Set.of("TRUNKLINE", "TRUNKLINE_CLEAR");
    return new SnowflakeStandIn(folder, new StandInLogin("TELCO1", "LOADER", key, roles, clock));
  }

  /** Settings for it; {@code more} are names below {@code snowflake.} and values in turn. */
  static SnowflakeConfig config(SnowflakeStandIn standIn, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("snowflake.url", standIn.url().toString());
    settings.put("snowflake.allowHttp", "true");
    settings.put("snowflake.account", "telco1");
    settings.put("snowflake.user", "loader");
    settings.put("snowflake.role", "trunkline");
    settings.put("snowflake.warehouse", "loading");
    settings.put("snowflake.database", SnowflakeStandIn.DATABASE);
    settings.put("snowflake.schema", SnowflakeStandIn.SCHEMA);
    settings.put("snowflake.key.pem", pem(KEYS.getPrivate()));
    settings.put("snowflake.audience.pseudonymKey", PSEUDONYM_KEY);
    settings.put("snowflake.limits.login", "PT10S");
    settings.put("snowflake.limits.request", "PT10S");
    settings.put("snowflake.limits.retries", "2");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("snowflake." + more[i], more[i + 1]);
    }
    return Configuration.read(SnowflakeConfig.class, settings);
  }

  static KeyPair keys(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(PrivateKey key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }
}
