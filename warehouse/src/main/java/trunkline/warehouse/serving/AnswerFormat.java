package trunkline.warehouse.serving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import trunkline.platform.json.Json;
import trunkline.warehouse.query.ResultFormat;
import trunkline.warehouse.refusal.Refusal;

/** How rows are written to a caller, one after the other. */
enum AnswerFormat {
  /** One document: columns, rows as arrays, and whether there were more. */
  JSON("json", "application/json") {
    @Override
    void write(Answered answer, OutputStream out) throws IOException {
      out.write(
          bytes(
              "{\"columns\":%s,\"rowCount\":%d,\"isCut\":%b,\"rows\":["
                  .formatted(Json.write(answer.columns()), answer.rows(), answer.isCut())));
      boolean[] first = {true};
      answer.each(
          row -> {
            out.write(bytes(first[0] ? "\n" : ",\n"));
            first[0] = false;
            out.write(bytes(Json.write(row.stream().map(ResultFormat::jsonValue).toList())));
          });
      out.write(bytes("]}"));
    }
  },
  /** RFC 4180 with a line of names. */
  CSV("csv", "text/csv") {
    @Override
    void write(Answered answer, OutputStream out) throws IOException {
      out.write(bytes(ResultFormat.csvLine(answer.columns())));
      answer.each(row -> out.write(bytes(ResultFormat.csvRow(row))));
    }
  },
  /** One JSON object a line. */
  NDJSON("ndjson", "application/x-ndjson") {
    @Override
    void write(Answered answer, OutputStream out) throws IOException {
      answer.each(row -> out.write(bytes(ResultFormat.jsonLine(answer.columns(), row))));
    }
  };

  private final String text;
  private final String mediaType;

  AnswerFormat(String text, String mediaType) {
    this.text = text;
    this.mediaType = mediaType;
  }

  abstract void write(Answered answer, OutputStream out) throws IOException;

  String mediaType() {
    return mediaType;
  }

  /** The one of that name, such as {@code ndjson}. */
  static AnswerFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.formatUnknown(
                    name,
                    Arrays.stream(values()).map(f -> f.text).collect(Collectors.joining(", "))));
  }

  /** The first that an Accept header takes, JSON where it takes all. */
  static Optional<AnswerFormat> accepted(String accept) {
    for (String range : accept.split(",")) {
      String wanted = range.split(";", 2)[0].strip();
      for (AnswerFormat format : values()) {
        boolean takesKind =
            wanted.endsWith("/*")
                && format.mediaType.startsWith(wanted.substring(0, wanted.length() - 1));
        if (wanted.equals("*/*") || wanted.equals(format.mediaType) || takesKind) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
