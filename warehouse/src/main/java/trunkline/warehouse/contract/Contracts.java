package trunkline.warehouse.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Remains;
import trunkline.warehouse.contract.Contract.Field;
import trunkline.warehouse.engine.Literal;

/**
 * The contracts of one service's resources, as SQL over many events at once: the documents are
 * looked into once, and only the types of the fields that a contract names are compared.
 */
public final class Contracts {
  private static final String FOLDER = "/contracts/";
  private static final List<Contract> SHIPPED = read();

  private final List<Contract> contracts;

  private Contracts(List<Contract> contracts) {
    this.contracts = List.copyOf(contracts);
  }

  /** None for a service of whose resources no model reads anything. */
  public static Contracts of(String service) {
    return new Contracts(
        SHIPPED.stream().filter(contract -> contract.services().contains(service)).toList());
  }

  static List<Contract> shipped() {
    return SHIPPED;
  }

  /** The event types that the contracts speak of. */
  public List<String> events() {
    return contracts.stream().flatMap(contract -> contract.events().stream()).toList();
  }

  /**
   * An expression for the types of the fields, as a list that {@link #reason} understands.
   *
   * @param type expression for the resource's type
   * @param resource expression for the document, as JSON
   */
  public String shape(String type, String resource) {
    return ofEach(
        type,
        contract -> "json_type(%s, %s)".formatted(resource, Literal.list(paths(contract))),
        "CAST(NULL AS VARCHAR[])");
  }

  private static List<String> paths(Contract contract) {
    var paths = new ArrayList<String>();
    paths.add("$." + Literal.name(Remains.ERASED));
    contract.fields().forEach(field -> paths.add(field.path()));
    return paths;
  }

  /**
   * A condition that is true when nothing breaks the contract. It is there beside {@link #reason}
   * since most events are good, and no sentence need be chosen for them.
   *
   * @param shape expression for what {@link #shape} gave
   */
  public String holds(String type, String shape) {
    return ofEach(
        type,
        contract ->
            breaches(contract, shape).stream()
                .map(breach -> "(" + breach.condition() + ")")
                .collect(Collectors.joining("\nOR ", erased(shape) + " OR (", ") IS NOT TRUE")),
        "TRUE");
  }

  /**
   * An expression for the first thing that breaks the contract, as a sentence; null when nothing
   * does, for a resource without contract, and for what an erasure has left of one.
   *
   * @param shape expression for what {@link #shape} gave
   */
  public String reason(String type, String shape) {
    return ofEach(
        type,
        contract ->
            breaches(contract, shape).stream()
                .map(
                    breach ->
                        "WHEN %s THEN %s"
                            .formatted(breach.condition(), Literal.text(breach.sentence())))
                .collect(
                    Collectors.joining(
                        "\n", "CASE WHEN %s THEN NULL\n".formatted(erased(shape)), "\nEND")),
        "NULL");
  }

  private static String erased(String shape) {
    return shape + "[1] IS NOT NULL";
  }

  /** One way to break a contract: when it is true (it may be null when it is not), and its name. */
  private record Breach(String condition, String sentence) {}

  private static List<Breach> breaches(Contract contract, String shape) {
    return contract.fields().stream()
        .flatMap(field -> breaches(contract, field, shape).stream())
        .toList();
  }

  private static List<Breach> breaches(Contract contract, Field field, String shape) {
    String found = shape + "[" + place(contract, field.name()) + "]";
    // one comparison each: of a longer list the engine makes a join
    String another =
        Stream.concat(Stream.of("NULL"), field.type().engineNames().stream())
            .map(type -> found + " <> " + Literal.text(type))
            .collect(Collectors.joining(" AND "));
    var mistyped =
        new Breach(
            another,
            "resource.%s is no %s, as the contract of %s has it"
                .formatted(field.name(), field.type().text(), contract.resourceType()));
    if (!field.needed()) {
      return List.of(mistyped);
    }
    String inside =
        field
            .parent()
            .map(parent -> " AND %s[%d] = 'OBJECT'".formatted(shape, place(contract, parent)))
            .orElse("");
    var missing =
        new Breach(
            "COALESCE(%s, 'NULL') = 'NULL'%s".formatted(found, inside),
            "no resource.%s, which the contract of %s needs"
                .formatted(field.name(), contract.resourceType()));
    return List.of(mistyped, missing);
  }

  /** Where a field's type stands in the list, from 1; the first is the mark of an erasure. */
  private static int place(Contract contract, String name) {
    return paths(contract).indexOf(pathOf(contract, name)) + 1;
  }

  private static String pathOf(Contract contract, String name) {
    return contract.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow()
        .path();
  }

  private String ofEach(String type, Function<Contract, String> expression, String otherwise) {
    if (contracts.isEmpty()) {
      return otherwise;
    }
    return contracts.stream()
        .map(
            contract ->
                "WHEN %s THEN %s"
                    .formatted(Literal.text(contract.resourceType()), expression.apply(contract)))
        .collect(Collectors.joining("\n", "CASE " + type + "\n", "\nELSE " + otherwise + " END"));
  }

  private static List<Contract> read() {
    return Arrays.stream(text("index").split("\n"))
        .map(name -> Contract.of(Json.parse(text(name + ".json"))))
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = Contracts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
