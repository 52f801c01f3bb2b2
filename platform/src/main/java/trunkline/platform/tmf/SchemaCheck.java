package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import trunkline.platform.refusal.KernelRefusals;

/**
 * Holds a document against its JSON schema. The schemas say what known attributes look like and let
 * everything else through: an unknown attribute is an extension and is kept (TMF630 part 1, 3.3).
 */
final class SchemaCheck {
  /**
   * Schemas refer to each other below this address; it is never fetched, the files stand on the
   * class path.
   */
  private static final String ADDRESS = "https://trunkline.example/schemas/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SchemaCheck::load));

  private final Schema schema;

  SchemaCheck(String file) {
    schema = REGISTRY.getSchema(SchemaLocation.of(ADDRESS + file));
    schema.initializeValidators();
  }

  /** Refuses the document with the first attribute that is not as it should be. */
  void check(JsonNode document) {
    List<Error> errors = schema.validate(document);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      String where = first.getInstanceLocation().toString();
      String path = where.isEmpty() ? "(the whole body)" : where.substring(1).replace('/', '.');
      throw KernelRefusals.invalidAttribute(
              path, "is not as the schema asks: " + withoutValues(first))
          .asException();
    }
  }

  /**
   * The validator's sentence tells the rule; the value that broke it may be personal and stays out.
   */
  private static String withoutValues(Error error) {
    return switch (error.getKeyword()) {
      case "type" -> "its type must be " + error.getSchemaNode().toString().replace("\"", "");
      case "enum" -> "it must be one of " + error.getSchemaNode();
      case "required" -> "it lacks " + error.getProperty();
      default -> error.getKeyword() + " " + error.getSchemaNode();
    };
  }

  private static String load(String address) {
    String file = "/contracts/schemas/" + address.substring(ADDRESS.length());
    try (InputStream in = SchemaCheck.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no schema " + file + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
