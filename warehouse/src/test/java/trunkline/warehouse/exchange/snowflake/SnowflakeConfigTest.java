package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.testing.Golden;

class SnowflakeConfigTest {
  private static Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "TRUNKLINE_SNOWFLAKE_URL", "https://telco-one.snowflakecomputing.com",
            "TRUNKLINE_SNOWFLAKE_USER", "loader",
            "TRUNKLINE_SNOWFLAKE_ROLE", "trunkline",
            "TRUNKLINE_SNOWFLAKE_WAREHOUSE", "loading",
            "TRUNKLINE_SNOWFLAKE_DATABASE", "telco",
            "TRUNKLINE_SNOWFLAKE_SCHEMA", "published",
            "TRUNKLINE_SNOWFLAKE_KEY_PEM", "the private key"));
  }

  private static String refused(String key, String value) {
    var settings = settings();
    settings.put("TRUNKLINE_SNOWFLAKE_" + key, value);
    var refused =
        assertThrows(InvalidConfiguration.class, () -> SnowflakeConfig.fromEnvironment(settings));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void names_areRead_asSnowflakeReadsThem() {
    var settings = settings();
    settings.put("TRUNKLINE_SNOWFLAKE_AUDIENCE_CLEAR_ROLES", "stewards, Trunkline");
    settings.put(
        "TRUNKLINE_SNOWFLAKE_AUDIENCE_PSEUDONYM_KEY", "a key of pseudonyms, which is long");
    settings.put("TRUNKLINE_OTHER", "left to its owner");
    var config = SnowflakeConfig.fromEnvironment(settings);
    assertEquals("TRUNKLINE", config.snowflake().role());
    assertEquals("telco-one", config.snowflake().account());
    assertTrue(config.snowflake().isClear());
    assertFalse(config.toString().contains("the private key"), config.toString());
    assertFalse(config.toString().contains("a key of pseudonyms"), config.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://telco-one.snowflakecomputing.com",
        "http://127.0.0.1:8080",
        "telco-one.snowflakecomputing.com",
        "https://user:password@telco-one.snowflakecomputing.com",
        "https://telco-one.snowflakecomputing.com/?tracing=ALL",
      })
  void addressThatIsNotPlainlyHttps_isRefused(String url) {
    assertTrue(refused("URL", url).contains("url is https://HOST"));
  }

  @Test
  void plainHttp_isForThisMachineOnly() {
    var settings = settings();
    settings.put("TRUNKLINE_SNOWFLAKE_ALLOW_HTTP", "true");
    settings.put("TRUNKLINE_SNOWFLAKE_URL", "http://127.0.0.1:8080");
    assertEquals(8080, SnowflakeConfig.fromEnvironment(settings).snowflake().url().getPort());
    settings.put("TRUNKLINE_SNOWFLAKE_URL", "http://snowflake.example");
    assertThrows(InvalidConfiguration.class, () -> SnowflakeConfig.fromEnvironment(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE, a; DROP DATABASE b, database is a name",
    "SCHEMA, a.b, schema is a name",
    "ROLE, '\"quoted\"', role is a name",
    "WAREHOUSE, '', warehouse is a name",
    "KEY_FILE, /and/a/file, one of key.file and key.pem",
    "KEY_PEM, '', one of key.file and key.pem",
    "AUDIENCE_PSEUDONYM_KEY, short, 32 characters",
    "LIMITS_RETRIES, 0, limits.retries",
    "LIMITS_LOGIN, PT0S, limits.login",
    "PASSWORD, secret, unknown setting",
  })
  void impossibleSetting_isRefusedByName(String key, String value, String why) {
    assertTrue(refused(key, value).contains(why), refused(key, value));
  }

  @Test
  void readme_listsEverySetting() throws IOException {
    Golden.checkSettings("snowflake settings", SnowflakeConfig.class);
  }
}
