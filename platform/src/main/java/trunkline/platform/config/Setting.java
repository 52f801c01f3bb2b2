package trunkline.platform.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a configuration record: what it means, with its unit, and what it is
 * when nobody says. A component without a default must be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** One line for the table in the docs. */
  String value();

  /** The value as it would be written; {@link #REQUIRED} when there is none. */
  String defaultValue() default REQUIRED;

  /** Marks a value that never appears in a log or a document. */
  boolean secret() default false;

  String REQUIRED = "\0";
}
