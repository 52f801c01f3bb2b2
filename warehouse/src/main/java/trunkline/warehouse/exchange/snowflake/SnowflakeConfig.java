package trunkline.warehouse.exchange.snowflake;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;

/** Where Snowflake is, who we are there, and what may be told to it. */
public record SnowflakeConfig(Settings snowflake) {
  private static final String OWN = "TRUNKLINE_SNOWFLAKE_";
  private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_$]{0,254}");
  private static final int LEAST_PSEUDONYM_KEY = 32;

  /** Hosts of this machine; only there may the traffic be plain. */
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

  /** The keys under {@code snowflake}. */
  public record Settings(
      @Setting("Address of the account, such as https://org-account.snowflakecomputing.com")
          URI url,
      @Setting(
              value = "Name of the account; empty: what the address begins with",
              defaultValue = "")
          String account,
      @Setting("User there, of type SERVICE; it has a public key and no password") String user,
      @Setting("Role that the user takes") String role,
      @Setting("Virtual warehouse that computes") String warehouse,
      @Setting("Database of the tables") String database,
      @Setting("Schema of the tables, of the stage and of the record of batches") String schema,
      @Setting(
              value = "Accept http:// in url where the host is this machine, for tests",
              defaultValue = "false")
          boolean allowHttp,
      @Setting(
              value = "Go on when nobody can say whether a certificate was revoked",
              defaultValue = "false")
          boolean ocspFailOpen,
      @Setting(
              value = "The driver's jar; empty: drivers/ beside the warehouse's own jar",
              defaultValue = "")
          String driver,
      KeyConfig key,
      AudienceConfig audience,
      LimitsConfig limits) {
    public Settings {
      String host = String.valueOf(url.getHost());
      boolean isPlain = "http".equals(url.getScheme()) && allowHttp && LOOPBACK.contains(host);
      boolean isBare = url.getRawUserInfo() == null && url.getRawQuery() == null;
      if (url.getHost() == null || !isBare || !(isPlain || "https".equals(url.getScheme()))) {
        throw new IllegalArgumentException(
            "url is https://HOST and nothing more; http:// only with allowHttp and on this machine");
      }
      account = account.isEmpty() ? host.replaceFirst("\\..*", "") : account;
      role = name("role", role);
      warehouse = name("warehouse", warehouse);
      database = name("database", database);
      schema = name("schema", schema);
    }

    /** As Snowflake reads a name that is not quoted. */
    private static String name(String key, String given) {
      String name = given.toUpperCase(Locale.ROOT);
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(key + " is a name of letters, digits, _ and $");
      }
      return name;
    }

    /** Whether the role may have personal columns in clear. */
    boolean isClear() {
      return audience.roles().contains(role);
    }
  }

  /** The private half of the user's key pair. */
  public record KeyConfig(
      @Setting(
              value = "File of the private key: RSA, PKCS #8 in PEM, encrypted or not",
              defaultValue = "")
          String file,
      @Setting(value = "The same as text, in the place of a file", defaultValue = "", secret = true)
          String pem,
      @Setting(value = "What it is encrypted with", defaultValue = "", secret = true)
          String passphrase) {
    public KeyConfig {
      if (file.isEmpty() == pem.isEmpty()) {
        throw new IllegalArgumentException("one of key.file and key.pem is given, not both");
      }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return "KeyConfig[file=%s]".formatted(file);
    }
  }

  /** Who reads in Snowflake. */
  public record AudienceConfig(
      @Setting(
              value =
                  "Roles, separated by commas, that publish personal columns in clear; all others publish them masked",
              defaultValue = "")
          String clearRoles,
      @Setting(value = "Telco whose rows are published; empty: all", defaultValue = "")
          String tenant,
      @Setting(
              value =
                  "Key of the pseudonyms, 32 characters or more; with TRUNKLINE_SERVING_PSEUDONYM_KEY's they are the same",
              defaultValue = "",
              secret = true)
          String pseudonymKey) {
    public AudienceConfig {
      if (!pseudonymKey.isEmpty() && pseudonymKey.length() < LEAST_PSEUDONYM_KEY) {
        throw new IllegalArgumentException("audience.pseudonymKey has 32 characters or more");
      }
    }

    List<String> roles() {
      return Stream.of(clearRoles.toUpperCase(Locale.ROOT).split(",")).map(String::strip).toList();
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "AudienceConfig[clearRoles=%s, tenant=%s]".formatted(clearRoles, tenant);
    }
  }

  /** How long and how often something is tried. */
  public record LimitsConfig(
      @Setting(value = "How long a login may take, all tries together", defaultValue = "PT1M")
          Duration login,
      @Setting(
              value =
                  "How long a request may take, all tries together; a statement may take longer",
              defaultValue = "PT5M")
          Duration request,
      @Setting(value = "How long a statement may take", defaultValue = "PT1H") Duration statement,
      @Setting(value = "How often a request is repeated", defaultValue = "7") int retries) {
    public LimitsConfig {
      Duration second = Duration.ofSeconds(1);
      if (Stream.of(login, request, statement).anyMatch(one -> one.compareTo(second) < 0)) {
        throw new IllegalArgumentException("limits.login, request, statement are PT1S or more");
      }
      if (retries < 1) {
        throw new IllegalArgumentException("limits.retries is 1 or more"); // 0: without an end
      }
    }
  }

  /** Reads the variables that begin with {@code TRUNKLINE_SNOWFLAKE_}. */
  public static SnowflakeConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> own =
        environment.entrySet().stream()
            .filter(e -> e.getKey().startsWith(OWN))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Configuration.fromEnvironment(SnowflakeConfig.class, own);
  }
}
