package trunkline.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;

/**
 * A log of the customer service as it is landed (ARCHITECTURE.md, Landing): of each four events one
 * makes an individual, one a customer, one an account, and one changes a customer of before.
 */
final class LandedLog {
  private static final int EVENTS_IN_A_BATCH = 50_000;
  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
  private static final int SECONDS_APART = 5;

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(20261126);
  private long written;
  private long customers;

  LandedLog(Path landing) throws IOException {
    this.folder = Files.createDirectories(landing.resolve("customer"));
  }

  long customers() {
    return customers;
  }

  /** Lands so many more events of the four kinds; a multiple of 4. */
  void grow(long events) throws IOException {
    land(events, false);
  }

  /** Lands so many changes of customers that there are. */
  void change(long events) throws IOException {
    land(events, true);
  }

  private void land(long events, boolean changesOnly) throws IOException {
    for (long left = events; left > 0; ) {
      int batch = (int) Math.min(left, EVENTS_IN_A_BATCH);
      batch(batch, changesOnly ? customers : 0);
      left -= batch;
    }
  }

  /** {@code changeable}: of how many customers one is changed; 0 for a log that grows. */
  private void batch(int events, long changeable) throws IOException {
    String from = position(written);
    Path data = folder.resolve(from + ".ndjson.gz");
    MessageDigest digest = Sha256.start();
    long first = written;
    try (OutputStream file = new DigestOutputStream(Files.newOutputStream(data), digest);
        var lines =
            new BufferedWriter(
                new OutputStreamWriter(new Fast(file), StandardCharsets.UTF_8), 1 << 16)) {
      for (int i = 0; i < events; i++) {
        written++;
        lines.write(changeable > 0 ? changed(random.nextLong(changeable)) : next());
        lines.write('\n');
      }
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", "trunkline.landing/1");
    manifest.put("service", "customer");
    manifest.put("file", data.getFileName().toString());
    manifest.put("events", events);
    manifest.put("from", Map.of("tx", first, "seq", first));
    manifest.put("to", Map.of("tx", written, "seq", written));
    manifest.put("bytes", Files.size(data));
    manifest.put("sha256", HexFormat.of().formatHex(digest.digest()));
    manifest.put("writtenAt", Instant.now().toString());
    Files.writeString(folder.resolve(from + ".manifest.json"), Json.write(manifest));
  }

  private String next() {
    long customer = (written - 1) / 4;
    return switch ((int) (written % 4)) {
      case 1 -> line("individual", "p" + customer, "Create", 1, individual(customer));
      case 2 -> {
        customers++;
        yield line("customer", "c" + customer, "Create", 1, customer(customer, "Active"));
      }
      case 3 -> line("billingAccount", "a" + customer, "Create", 1, account(customer));
      default -> changed(random.nextLong(customer + 1));
    };
  }

  private String changed(long customer) {
    String status = random.nextInt(8) == 0 ? "Closed" : "Active";
    return line(
        "customer", "c" + customer, "AttributeValueChange", written, customer(customer, status));
  }

  private String line(String type, String id, String kind, long version, String resource) {
    String event = Character.toUpperCase(type.charAt(0)) + type.substring(1) + kind + "Event";
    Instant time = BEGIN.plusSeconds(written * SECONDS_APART);
    return "{\"eventId\":\"%s\",\"eventType\":\"%s\",\"eventTime\":\"%s\",\"tenant\":\"demo\",\"service\":\"customer\",\"resourceType\":\"%s\",\"resourceId\":\"%s\",\"version\":%d,\"tx\":%d,\"seq\":%d,\"correlationId\":\"%s\",\"resource\":%s}"
        .formatted(uuid(), event, time, type, id, version, written, written, uuid(), resource);
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static String individual(long n) {
    return "{\"id\":\"p%d\",\"href\":\"/party/v5/individual/p%1$d\",\"givenName\":\"Given %1$d\",\"familyName\":\"Family %1$d\",\"birthDate\":\"19%02d-05-17\",\"nationality\":\"DE\",\"contactMedium\":[{\"mediumType\":\"email\",\"characteristic\":{\"emailAddress\":\"c%1$d@example.org\"}}],\"@type\":\"Individual\"}"
        .formatted(n, 40 + n % 60);
  }

  private String customer(long n, String status) {
    return "{\"id\":\"c%d\",\"href\":\"/customer/v5/customer/c%1$d\",\"name\":\"Customer %1$d\",\"status\":\"%s\",\"engagedParty\":{\"id\":\"p%1$d\",\"@referredType\":\"Individual\",\"name\":\"Customer %1$d\"},\"validFor\":{\"startDateTime\":\"202%d-0%d-01T00:00:00Z\"},\"characteristic\":[{\"name\":\"segment\",\"value\":\"segment %d\"},{\"name\":\"monthlyRecurringCharge\",\"valueType\":\"number\",\"value\":%d.99},{\"name\":\"tenureMonths\",\"valueType\":\"number\",\"value\":%d}],\"@type\":\"Customer\"}"
        .formatted(n, status, n % 5, 1 + n % 9, n % 5, random.nextInt(100), n % 72);
  }

  private static String account(long n) {
    return "{\"id\":\"a%d\",\"name\":\"Account %1$d\",\"state\":\"active\",\"accountType\":\"postpaid\",\"relatedParty\":[{\"id\":\"p%1$d\",\"role\":\"owner\"}],\"@type\":\"BillingAccount\"}"
        .formatted(n);
  }

  private static String position(long number) {
    return "%020d-%020d".formatted(number, number);
  }

  /** Compresses little: what is measured is not the compression. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(1);
    }
  }
}
