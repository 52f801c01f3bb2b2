package trunkline.warehouse.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import trunkline.warehouse.engine.EmbeddedEngine;

/**
 * The few functions that engines spell differently, under one name each. Everything else in a model
 * is SQL that both engines read alike.
 */
final class Idioms {
  private static final String FILE = "/models/idioms.duckdb.sql";
  private static final String TEXT = read(FILE);

  private Idioms() {}

  static String text() {
    return TEXT;
  }

  static String read(String file) {
    try (InputStream in = Idioms.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void define(EmbeddedEngine engine) {
    engine.execute(text());
  }
}
