package trunkline.platform.tmf.contract.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bodies that are no JSON, or JSON that can't be kept. */
final class HostileBodies {
  private static final String[] NUMBERS = {
    "1e400",
    "-1e400",
    "1e-400",
    "1E+999999999",
    "1e-999999999",
    "9".repeat(200),
    "0." + "1".repeat(200),
    "01",
    "+1",
    ".5",
    "1.",
    "NaN",
    "Infinity",
    "0x10",
    "1e",
    "--1"
  };
  private static final String[] TEXTS = {
    "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\ud800\"",
        "\"\\u12\"",
    "\"\\x41\"", "\"a\nb\"", "\"a\tb\"", "\"open", "'single'", "\"\\ud83d \\ude00\""
  };
  private static final String[] OPERATIONS = {
    "{\"op\":\"test\",\"path\":\"/@type\",\"value\":\"never\"}",
    "{\"op\":\"remove\",\"path\":\"/nothing/here\"}",
    "{\"op\":\"add\",\"path\":\"/a/b/c\",\"value\":1}",
    "{\"op\":\"move\",\"from\":\"/x\",\"path\":\"/y\"}",
    "{\"op\":\"jump\",\"path\":\"/x\"}",
    "{\"op\":\"add\",\"path\":\"~\",\"value\":1}",
    "{\"op\":5,\"path\":\"/x\"}",
    "{\"path\":\"/x\"}",
    "{\"op\":\"add\",\"path\":[],\"value\":1}",
    "5",
    "null",
    "[]",
    "{\"op\":\"replace\",\"path\":\"\",\"value\":[]}",
    "{\"op\":\"copy\",\"from\":\"\",\"path\":\"/id\"}",
    "{\"op\":\"replace\",\"path\":\"/id\",\"value\":\"x\"}",
    "{\"op\":\"remove\",\"path\":\"/" + "a/".repeat(3000) + "\"}",
    "{\"op\":\"add\",\"path\":\"/x\"}"
  };

  private final Random random;

  HostileBodies(Random random) {
    this.random = random;
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }

  /** The valid body cut short. */
  byte[] truncated(String valid) {
    byte[] bytes = valid.strip().getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  /** The valid body with a byte in it that JSON has nowhere. */
  byte[] interrupted(String valid) {
    byte[] bytes = valid.strip().getBytes(StandardCharsets.UTF_8);
    int at = 1 + random.nextInt(bytes.length - 1);
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.write(random.nextBoolean() ? random.nextInt(9) : 0xf8 + random.nextInt(8));
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  byte[] noise() {
    byte[] bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    bytes[0] = 'x';
    return bytes;
  }

  String nested(String valid) {
    int levels = 65 + random.nextInt(20_000);
    String deep =
        random.nextBoolean()
            ? "[".repeat(levels) + "]".repeat(levels)
            : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    return withExtra(valid, deep);
  }

  String number(String valid) {
    return withExtra(valid, one(NUMBERS));
  }

  String text(String valid) {
    return withExtra(valid, one(TEXTS));
  }

  /** Half a surrogate pair or a cut sequence, written in bytes. */
  byte[] brokenUtf8(String valid) {
    byte[][] broken = {
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xe2, (byte) 0x82}
    };
    var out = new ByteArrayOutputStream();
    String body = valid.strip();
    out.writeBytes(
        (body.substring(0, body.length() - 1) + ",\"x\":\"").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(broken[random.nextInt(broken.length)]);
    out.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** UTF-16, in which an escape looks different in bytes. */
  byte[] utf16(String valid) {
    return withExtra(valid, "\"\\u0000\"").getBytes(StandardCharsets.UTF_16BE);
  }

  String duplicate(String valid) {
    return withExtra(valid, "1,\"x\":2");
  }

  String jsonPatch() {
    return "[" + one(OPERATIONS) + "]";
  }

  private static String withExtra(String valid, String value) {
    String body = valid.strip();
    return body.substring(0, body.length() - 1) + ",\"x\":" + value + "}";
  }
}
