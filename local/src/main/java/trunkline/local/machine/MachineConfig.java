package trunkline.local.machine;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Passwords;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.Setting;

/** Where one machine's Trunkline keeps its state, and on which ports it listens. */
public record MachineConfig(
    @Setting(value = "Folder of this machine's state", defaultValue = ".trunkline") Path home,
    Local local) {

  /** The keys under {@code local}. */
  public record Local(
      @Setting(
              value = "Address to listen on; nothing is reached from outside unless told to",
              defaultValue = "127.0.0.1")
          String bind,
      @Setting(value = "Port of the edge", defaultValue = "8080") int edgePort,
      @Setting(value = "Port of the first service; the others follow", defaultValue = "8081")
          int servicePort,
      @Setting(value = "Port of the development identity provider", defaultValue = "8090")
          int identityPort,
      @Setting(value = "Port of PostgreSQL", defaultValue = "15432") int postgresPort,
      @Setting(
              value = "How long events gather before they land for the warehouse",
              defaultValue = "PT1S")
          String landingPause) {}

  public MachineConfig {
    home = home.toAbsolutePath().normalize();
  }

  /**
   * Reads {@code TRUNKLINE_HOME} and {@code TRUNKLINE_LOCAL_…}; other processes have their own
   * names beside these.
   */
  public static MachineConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> own =
        environment.entrySet().stream()
            .filter(
                e ->
                    e.getKey().equals("TRUNKLINE_HOME")
                        || e.getKey().startsWith("TRUNKLINE_LOCAL_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Configuration.fromEnvironment(MachineConfig.class, own);
  }

  public URI edge() {
    return URI.create("http://127.0.0.1:" + local.edgePort());
  }

  public String issuer() {
    return IdentityProvider.issuer(local.identityPort());
  }

  public Path folder(String name) {
    return home.resolve(name);
  }

  /**
   * A database of this machine's server, as a program of the same person may reach it while the
   * server runs.
   */
  public DatabaseAccess database(String name) {
    Passwords passwords = Passwords.in(folder("postgres"));
    String url = "jdbc:postgresql://127.0.0.1:" + local.postgresPort() + "/" + name;
    return new DatabaseAccess(
        url,
        name + "_owner",
        passwords.of(name + "_owner"),
        name + "_app",
        passwords.of(name + "_app"));
  }

  /** A client's secret at the identity provider. */
  public String clientSecret(String client) {
    return IdentityProvider.secrets(folder("identity")).of(client);
  }
}
