package trunkline.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the OpenAPI document says of a service's own route. {@code Description.of("Finds customers
 * by anything known of them").query("q", "Words of a name, a number or an address").answers(200,
 * "searchResult")}. What is true of every route (token, refusals) is not repeated here.
 *
 * @param summary what it does, in one sentence without its full stop
 * @param request what its body is, as JSON
 * @param refuses statuses of the refusals that are its own, beyond those that any route can give
 */
public record Description(
    String summary,
    List<Parameter> parameters,
    Optional<Schema> request,
    List<Answer> answers,
    List<Integer> refuses) {

  /** A parameter of the query string. */
  public record Parameter(String name, String meaning, boolean required) {}

  /**
   * A schema of {@code contracts/schemas}.
   *
   * @param name the file's name without {@code .schema.json}
   * @param list whether it is an array of such
   */
  public record Schema(String name, boolean list) {}

  /** What is answered on success; without a schema there is no body. */
  public record Answer(int status, Optional<Schema> schema) {}

  public Description {
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
    refuses = List.copyOf(refuses);
  }

  public static Description of(String summary) {
    return new Description(summary, List.of(), Optional.empty(), List.of(), List.of());
  }

  /** A parameter that may be left out. */
  public Description query(String name, String meaning) {
    return with(new Parameter(name, meaning, false));
  }

  public Description requiredQuery(String name, String meaning) {
    return with(new Parameter(name, meaning, true));
  }

  private Description with(Parameter parameter) {
    return new Description(summary, more(parameters, parameter), request, answers, refuses);
  }

  public Description takes(String schema) {
    var body = Optional.of(new Schema(schema, false));
    return new Description(summary, parameters, body, answers, refuses);
  }

  /** Answers without a body. */
  public Description answers(int status) {
    return with(new Answer(status, Optional.empty()));
  }

  public Description answers(int status, String schema) {
    return with(new Answer(status, Optional.of(new Schema(schema, false))));
  }

  public Description answersList(int status, String schema) {
    return with(new Answer(status, Optional.of(new Schema(schema, true))));
  }

  private Description with(Answer answer) {
    return new Description(summary, parameters, request, more(answers, answer), refuses);
  }

  public Description refuses(Integer... statuses) {
    return new Description(summary, parameters, request, answers, List.of(statuses));
  }

  private static <T> List<T> more(List<T> some, T one) {
    var all = new ArrayList<>(some);
    all.add(one);
    return all;
  }
}
