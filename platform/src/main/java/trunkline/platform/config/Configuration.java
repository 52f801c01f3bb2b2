package trunkline.platform.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a process's configuration, once, into one typed record.
 *
 * <p>A key is the path of component names, {@code database.poolSize}; nested records nest. In the
 * environment the same key is {@code TRUNKLINE_DATABASE_POOL_SIZE}. A missing, malformed or unknown
 * key is refused with its name: a typing mistake must not become a silent default.
 */
public final class Configuration {
  private static final String PREFIX = "TRUNKLINE_";

  private final Map<String, String> given;
  private final TreeSet<String> known = new TreeSet<>();

  private Configuration(Map<String, String> given) {
    this.given = given;
  }

  /** Reads {@code type} from keys in dotted form. */
  public static <R extends Record> R read(Class<R> type, Map<String, String> given) {
    var reader = new Configuration(given);
    R result = reader.record(type, "");
    var unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(reader.known);
    if (!unknown.isEmpty()) {
      throw new InvalidConfiguration(
          "unknown setting " + unknown + "; the known ones are " + reader.known);
    }
    return result;
  }

  /**
   * Reads {@code type} from the environment; only names that begin with {@code TRUNKLINE_} are
   * looked at.
   */
  public static <R extends Record> R fromEnvironment(
      Class<R> type, Map<String, String> environment) {
    Map<String, String> keys =
        describe(type).keySet().stream()
            .collect(Collectors.toMap(Configuration::environmentName, k -> k));
    Map<String, String> given = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            given.put(keys.getOrDefault(name, name), value);
          }
        });
    return read(type, given);
  }

  /** Every key of a configuration record with its description, in the order of declaration. */
  public static Map<String, Setting> describe(Class<? extends Record> type) {
    var result = new LinkedHashMap<String, Setting>();
    describe(type, "", result);
    return result;
  }

  /** {@code database.poolSize} → {@code TRUNKLINE_DATABASE_POOL_SIZE}. */
  public static String environmentName(String key) {
    return PREFIX
        + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replace('.', '_')
            .toUpperCase(java.util.Locale.ROOT);
  }

  private static void describe(Class<?> type, String prefix, Map<String, Setting> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = prefix + component.getName();
      if (component.getType().isRecord()) {
        describe(component.getType(), within(component, prefix), into);
      } else {
        into.put(key, settingOf(component));
      }
    }
  }

  private <R> R record(Class<R> type, String prefix) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Arrays.stream(components).map(c -> value(c, prefix)).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new InvalidConfiguration(
          "setting " + prefix + "*: " + e.getTargetException().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not a configuration record: " + type, e);
    }
  }

  private Object value(RecordComponent component, String prefix) {
    String key = prefix + component.getName();
    if (component.getType().isRecord()) {
      return record(component.getType(), within(component, prefix));
    }
    known.add(key);
    Setting setting = settingOf(component);
    String text = given.getOrDefault(key, setting.defaultValue());
    if (text.equals(Setting.REQUIRED)) {
      throw new InvalidConfiguration(
          "setting "
              + key
              + " is missing ("
              + environmentName(key)
              + " in the environment): "
              + setting.value());
    }
    try {
      return parse(component.getType(), text.strip());
    } catch (RuntimeException e) {
      String shown = setting.secret() ? "…" : text;
      throw new InvalidConfiguration(
          "setting " + key + "=" + shown + " is not valid: " + setting.value());
    }
  }

  private static String within(RecordComponent component, String prefix) {
    return component.isAnnotationPresent(Inline.class)
        ? prefix
        : prefix + component.getName() + ".";
  }

  private static Setting settingOf(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(component + " has no @Setting");
    }
    return setting;
  }

  private static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == int.class) {
      return Integer.parseInt(text);
    }
    if (type == long.class) {
      return Long.parseLong(text);
    }
    if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
      return text.equals("true");
    }
    if (type == Duration.class) {
      return Duration.parse(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == URI.class) {
      return URI.create(text);
    }
    throw new IllegalArgumentException("no reader for " + type);
  }
}
