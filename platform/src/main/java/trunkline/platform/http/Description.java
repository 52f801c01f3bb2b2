package trunkline.platform.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the OpenAPI document says of a service's own route. {@code Description.of("Finds customers
 * by anything known of them").query("q", "Words of a name, a number or an address").answers(200,
 * "foundCustomer")}. What is true of every route (token, refusals) is not repeated here.
 *
 * @param summary what it does, in one sentence without its full stop
 * @param name the operation's id, by which generated clients call it; empty for one made of the
 *     path
 * @param request what its body is, as JSON
 * @param refuses statuses of the refusals that are its own, beyond those that any route can give
 */
public record Description(
    String summary,
    String name,
    List<Parameter> parameters,
    Optional<Schema> request,
    List<Answer> answers,
    List<Integer> refuses) {

  /** A parameter. */
  public sealed interface Parameter {}

  /**
   * A parameter of the query string.
   *
   * @param type what a value must be, in the words of JSON schema
   */
  public record Query(String name, String meaning, boolean required, Map<String, Object> type)
      implements Parameter {
    public Query {
      type = Map.copyOf(type);
    }
  }

  /** A parameter that many operations have, by its name in {@code components.yaml}. */
  public record Common(String name) implements Parameter {}

  /**
   * A schema of {@code contracts/schemas}.
   *
   * @param name the file's name without {@code .schema.json}
   * @param list whether it is an array of such
   */
  public record Schema(String name, boolean list) {}

  /**
   * What is answered on success; without a schema or a file there is no body.
   *
   * @param files the media types of a body that is no JSON of a schema
   * @param headers the header's name in {@code components.yaml}, by its name in HTTP
   */
  public record Answer(
      int status, Optional<Schema> schema, List<String> files, Map<String, String> headers) {
    public Answer {
      files = List.copyOf(files);
      headers = Map.copyOf(headers);
    }
  }

  public Description {
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
    refuses = List.copyOf(refuses);
  }

  public static Description of(String summary) {
    return new Description(summary, "", List.of(), Optional.empty(), List.of(), List.of());
  }

  public Description named(String operationId) {
    return new Description(summary, operationId, parameters, request, answers, refuses);
  }

  /** A parameter that may be left out. */
  public Description query(String parameter, String meaning) {
    return with(new Query(parameter, meaning, false, Map.of("type", "string")));
  }

  public Description requiredQuery(String parameter, String meaning) {
    return with(new Query(parameter, meaning, true, Map.of("type", "string")));
  }

  /** A parameter that has one of some values. */
  public Description choice(String parameter, String meaning, List<String> values) {
    return with(new Query(parameter, meaning, false, Map.of("type", "string", "enum", values)));
  }

  public Description time(String parameter, String meaning) {
    var type = Map.<String, Object>of("type", "string", "format", "date-time");
    return with(new Query(parameter, meaning, false, type));
  }

  /** A whole number; {@code usual} is taken when it is left out. */
  public Description number(String parameter, String meaning, int least, int most, int usual) {
    var type =
        Map.<String, Object>of(
            "type", "integer", "minimum", least, "maximum", most, "default", usual);
    return with(new Query(parameter, meaning, false, type));
  }

  /** A parameter of {@code components.yaml}. */
  public Description common(String parameter) {
    return with(new Common(parameter));
  }

  private Description with(Parameter parameter) {
    return new Description(summary, name, more(parameters, parameter), request, answers, refuses);
  }

  public Description takes(String schema) {
    var body = Optional.of(new Schema(schema, false));
    return new Description(summary, name, parameters, body, answers, refuses);
  }

  /** Answers without a body. */
  public Description answers(int status) {
    return with(more(answers, new Answer(status, Optional.empty(), List.of(), Map.of())));
  }

  /** Answers what is asked for of these media types. */
  public Description answersFile(int status, String... mediaTypes) {
    var answer = new Answer(status, Optional.empty(), List.of(mediaTypes), Map.of());
    return with(more(answers, answer));
  }

  public Description answers(int status, String schema) {
    return answers(status, new Schema(schema, false));
  }

  public Description answersList(int status, String schema) {
    return answers(status, new Schema(schema, true));
  }

  private Description answers(int status, Schema schema) {
    return with(more(answers, new Answer(status, Optional.of(schema), List.of(), Map.of())));
  }

  /** Or one of these media types, for who accepts it, of the answer named last. */
  public Description orFile(String... mediaTypes) {
    Answer last = answers.getLast();
    List<Answer> before = answers.subList(0, answers.size() - 1);
    var either = new Answer(last.status(), last.schema(), List.of(mediaTypes), last.headers());
    return with(more(before, either));
  }

  /**
   * A header of the answer named last; {@code component} is its name in {@code components.yaml}.
   */
  public Description header(String header, String component) {
    Answer last = answers.getLast();
    var headers = new LinkedHashMap<>(last.headers());
    headers.put(header, component);
    List<Answer> before = answers.subList(0, answers.size() - 1);
    return with(more(before, new Answer(last.status(), last.schema(), last.files(), headers)));
  }

  private Description with(List<Answer> all) {
    return new Description(summary, name, parameters, request, all, refuses);
  }

  public Description refuses(Integer... statuses) {
    return new Description(summary, name, parameters, request, answers, List.of(statuses));
  }

  private static <T> List<T> more(List<T> some, T one) {
    var all = new ArrayList<>(some);
    all.add(one);
    return all;
  }
}
