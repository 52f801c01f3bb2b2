package trunkline.warehouse.exchange.snowflake;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.refusal.Refusal;

/**
 * The vendor's driver, in a class loader of its own and only once it is needed. On the class path
 * every process that opens any database would start it: it takes a second of processor time, adds a
 * provider of cryptography and unpacks a native library (decisions/0018).
 */
final class SnowflakeDriver {
  private static final String CLASS = "net.snowflake.client.api.driver.SnowflakeDriver";
  private static final String USUAL = "drivers/snowflake-jdbc.jar";

  /** Held, so that what is set on it stays: the driver says in exceptions what we need to know. */
  private static final Logger LOG = Logger.getLogger("net.snowflake");

  private static @Nullable Driver loaded;

  private SnowflakeDriver() {}

  /** Loaded once, from where it is asked for first. */
  static synchronized Driver load(String jar) {
    if (loaded == null) {
      LOG.setLevel(Level.OFF);
      loaded = from(jar.isEmpty() ? beside() : Path.of(jar));
    }
    return loaded;
  }

  static Driver from(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw Refusal.snowflakeDriverMissing(jar, "it is not there");
    }
    try {
      URL[] places = {jar.toUri().toURL()};
      var loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
      return (Driver) loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw Refusal.snowflakeDriverMissing(jar, e.toString());
    }
  }

  /** Where the build puts it: beside the jar, or the folder, that this class is read from. */
  private static Path beside() {
    try {
      URL own = SnowflakeDriver.class.getProtectionDomain().getCodeSource().getLocation();
      return new File(own.toURI()).toPath().resolveSibling(USUAL);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
