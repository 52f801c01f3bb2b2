package trunkline.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Caller;

/** One request and its answer, as a handler sees them. Lives as long as the request; one thread. */
public final class Call {
  private final ServerRequest request;
  private final ServerResponse response;
  private final @Nullable Caller caller;
  private final String pathParameter;
  private final String secondPathParameter;
  private final String correlationId;
  private final long maxBodyBytes;

  Call(
      ServerRequest request,
      ServerResponse response,
      @Nullable Caller caller,
      Router.Match match,
      String correlationId,
      long maxBodyBytes) {
    this.request = request;
    this.response = response;
    this.caller = caller;
    this.pathParameter = match.parameter();
    this.secondPathParameter = match.second();
    this.correlationId = correlationId;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Who calls; routes without a scope have nobody. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("an open route has no caller");
    }
    return caller;
  }

  /** Ties the request to its event, audit row, log lines and trace. */
  public String correlationId() {
    return correlationId;
  }

  /** The value of {@code {id}} in the path, decoded. */
  public String id() {
    return pathParameter;
  }

  /** The value of {@code {name}}, where a path has two parameters; decoded. */
  public String name() {
    return secondPathParameter;
  }

  /**
   * What stands behind the question mark, undecoded, visible ASCII; empty when there is nothing.
   */
  public String rawQuery() {
    String raw = request.query().rawValue();
    if (!raw.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw KernelRefusals.invalidQuery("string", "holds a character that must be percent-encoded")
          .asException();
    }
    return raw;
  }

  public Optional<String> header(HeaderName name) {
    return request.headers().value(name);
  }

  /** The content type without parameters, lower case; empty when none was sent. */
  public String contentType() {
    return header(HeaderNames.CONTENT_TYPE)
        .orElse("")
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** Refuses (415) a body that is not said to be JSON. */
  public void requireJson() {
    if (!contentType().equals("application/json")) {
      throw KernelRefusals.unsupportedMediaType("application/json").asException();
    }
  }

  /** The body as it came. */
  public byte[] body() {
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes((int) Math.min(maxBodyBytes, Integer.MAX_VALUE - 8));
      if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
        throw KernelRefusals.bodyTooLarge(maxBodyBytes).asException();
      }
      return body;
    } catch (IOException e) {
      throw KernelRefusals.badRequest("The body ended before its announced length").asException();
    } catch (NumberFormatException e) {
      throw KernelRefusals.badRequest("The size of a chunk is no hexadecimal number").asException();
    }
  }

  /** The body as JSON; refuses what is not JSON, or holds text that can't be stored. */
  public JsonNode json() {
    return parse(body());
  }

  /** Parses a caller's JSON. */
  public static JsonNode parse(byte[] bytes) {
    JsonNode node;
    try {
      node = Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw KernelRefusals.malformedBody(e.getOriginalMessage() + at(e)).asException();
    } catch (IOException e) {
      throw KernelRefusals.malformedBody("The body is not UTF-8").asException();
    }
    if (node == null || node.isMissingNode()) {
      throw KernelRefusals.malformedBody("The body is empty").asException();
    }
    checkValues(node);
    return node;
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /**
   * JSON can write what can't be kept: NUL and half a surrogate pair are no text, and PostgreSQL
   * writes 1e99999 out digit by digit.
   */
  private static void checkValues(JsonNode node) {
    if (node.isTextual()) {
      checkText(node.textValue());
    } else if (node.isBigDecimal() || node.isBigInteger()) {
      checkNumber(node.decimalValue());
    }
    node.properties().forEach(property -> checkText(property.getKey()));
    node.forEach(Call::checkValues);
  }

  private static void checkNumber(BigDecimal number) {
    if (number.precision() + Math.abs((long) number.scale()) > Json.MAX_DIGITS) {
      throw KernelRefusals.malformedBody(
              "A number has more than " + Json.MAX_DIGITS + " digits when it is written out")
          .asException();
    }
  }

  private static void checkText(String text) {
    if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(Call::isHalfOfPair)) {
      throw KernelRefusals.malformedBody("A text holds \\u0000 or half a surrogate pair")
          .asException();
    }
  }

  private static boolean isHalfOfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Sets a response header. */
  public Call with(HeaderName name, String value) {
    response.header(name, value);
    return this;
  }

  /** Answers a body of any type. */
  public void reply(int status, String mediaType, byte[] body) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, mediaType);
    response.send(body);
  }

  /** Answers JSON. */
  public void reply(int status, byte[] json) {
    reply(status, "application/json", json);
  }

  /** Answers JSON. */
  public void reply(int status, String json) {
    reply(status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers newline-delimited JSON. */
  public void replyLines(String lines) {
    reply(200, "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
  }

  /** What an answer is written with, as long as the call lasts. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Answers whatever is written, without holding it in memory. What breaks midway ends the
   * connection, so that the reader sees that something is missing.
   */
  public void stream(String contentType, Writer writer) throws IOException {
    response.status(200).header(HeaderNames.CONTENT_TYPE, contentType);
    OutputStream out = new BufferedOutputStream(response.outputStream(), 1 << 16);
    writer.writeTo(out);
    out.close(); // only what is whole: to close is to say that this was all
  }

  /** Until it is closed, somebody wants to know whether the caller is still there. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs {@code action} once, on another thread, if the caller hangs up before the watch is closed.
   * Only when the body has been read.
   */
  public Watch onHangUp(Runnable action) {
    return WatchedConnections.ofThisThread().watch(action);
  }

  /** Answers without a body. */
  public void reply(int status) {
    response.status(status).send();
  }
}
