package trunkline.bridge.transform;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Text that was UTF-8, was read as a one-byte encoding and written as UTF-8 again: "JosÃ©" for
 * "José". It is mended only when the way back gives valid UTF-8, and the damage done again gives
 * exactly what stood there: then nothing can be lost.
 */
public final class Mojibake {
  private static final List<Charset> ONE_BYTE =
      List.of(Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1);

  private Mojibake() {}

  /** The text before the damage, or the text itself where there was none. */
  public static String fix(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    return ONE_BYTE.stream()
        .flatMap(misreadAs -> undo(text, misreadAs).stream())
        .findFirst()
        .orElse(text);
  }

  /** The damage itself. */
  public static Optional<String> damage(String text, Charset misreadAs) {
    return encode(text, StandardCharsets.UTF_8).flatMap(bytes -> decode(bytes, misreadAs));
  }

  /** Mends and counts each mended value under the explanation. */
  public static Step step(Optional<String> explanation) {
    return (value, row) -> {
      String text = value.toString();
      String fixed = fix(text);
      if (!fixed.equals(text)) {
        explanation.ifPresent(row::explain);
      }
      return Cell.of(fixed);
    };
  }

  private static Optional<String> undo(String text, Charset misreadAs) {
    return encode(text, misreadAs)
        .flatMap(bytes -> decode(bytes, StandardCharsets.UTF_8))
        .filter(fixed -> damage(fixed, misreadAs).filter(text::equals).isPresent());
  }

  private static Optional<ByteBuffer> encode(String text, Charset charset) {
    try {
      return Optional.of(
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text)));
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> decode(ByteBuffer bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
