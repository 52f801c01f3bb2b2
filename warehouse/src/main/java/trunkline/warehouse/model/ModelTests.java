package trunkline.warehouse.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.model.ModelResult.TestResult;

/** Tests a model's result before anybody sees it. What fails blocks, but for what only warns. */
final class ModelTests {
  private final EmbeddedEngine engine;
  private final Names names;

  ModelTests(EmbeddedEngine engine, Names names) {
    this.engine = engine;
    this.names = names;
  }

  /**
   * A test as numbers to ask for.
   *
   * @param blocks whether its failure keeps the table from being published
   * @param numbers queries for one number each: one that must be zero, or two that must be equal
   */
  private record Question(String test, boolean blocks, List<String> numbers) {
    static Question none(String test, boolean blocks, String offenders) {
      return new Question(
          test, blocks, List.of("SELECT COUNT(*) FROM (" + offenders + ") AS offender"));
    }

    TestResult judged(List<BigDecimal> answers) {
      BigDecimal first = answers.getFirst();
      boolean passed = first.compareTo(numbers.size() == 1 ? BigDecimal.ZERO : answers.get(1)) == 0;
      String detail =
          numbers.size() == 1
              ? first.toPlainString() + " rows break it"
              : first.toPlainString() + " <> " + answers.get(1).toPlainString();
      return new TestResult(test, passed, blocks, passed ? "" : detail);
    }
  }

  /** {@code rows} are those that came, of a table that had passed before, or the table itself. */
  List<TestResult> run(Model model, String rows) {
    List<Question> questions = questions(model, rows);
    try {
      return together(questions);
    } catch (EngineFailure e) {
      // one of them does not run: each for itself, so that it is named
      return questions.stream().map(this::alone).toList();
    }
  }

  private List<Question> questions(Model model, String rows) {
    List<Question> questions = new ArrayList<>();
    ModelHeader header = model.header();
    HeaderTests.of(model, names, rows)
        .forEach((test, sql) -> questions.add(Question.none(test, true, sql)));
    if (header.materialisation() == Materialisation.SCD2) {
      Versions.reconciled(model, names)
          .forEach(
              (what, numbers) -> questions.add(new Question("reconciles " + what, true, numbers)));
    }
    header
        .reconciles()
        .forEach(
            (what, queries) ->
                questions.add(
                    new Question(
                        "reconciles " + what,
                        true,
                        queries.stream().map(sql -> number(model, sql)).toList())));
    header
        .warns()
        .forEach(
            (rule, sql) -> questions.add(Question.none(rule, false, model.resolve(sql, names))));
    return questions;
  }

  /** A query for one number, or for by how much that has changed. */
  private String number(Model model, String sql) {
    String now = model.resolve(sql, names);
    return names
        .lessThan()
        .filter(before -> model.isOfTouched(sql))
        .map(before -> "SELECT (%s) - (%s)".formatted(now, model.resolve(sql, before)))
        .orElse(now);
  }

  /** One statement for all: the engine reads it once and works on them side by side. */
  private List<TestResult> together(List<Question> questions) {
    String sql =
        questions.stream()
            .flatMap(question -> question.numbers().stream())
            .map(number -> "(" + number + ")")
            .collect(Collectors.joining(", ", "SELECT ", ""));
    List<@Nullable Object> row = engine.rows(sql).getFirst();
    List<TestResult> results = new ArrayList<>();
    int next = 0;
    for (Question question : questions) {
      int after = next + question.numbers().size();
      results.add(
          question.judged(row.subList(next, after).stream().map(EmbeddedEngine::number).toList()));
      next = after;
    }
    return results;
  }

  private TestResult alone(Question question) {
    try {
      return question.judged(question.numbers().stream().map(sql -> engine.number(sql)).toList());
    } catch (EngineFailure e) {
      return new TestResult(question.test(), false, question.blocks(), e.getMessage());
    }
  }
}
