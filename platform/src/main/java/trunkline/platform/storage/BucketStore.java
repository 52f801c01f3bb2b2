package trunkline.platform.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects under a prefix of an S3 bucket. Encryption is the bucket's default. The client is made
 * with the first call, so that naming a bucket costs a starting process nothing.
 *
 * <p>An object is put by one request: S3 takes up to 5 GB so.
 */
final class BucketStore implements ObjectStore {
  private static final int ATTEMPTS = 6;
  private static final int EXISTS = 412;
  private static final int CREATED_BY_ANOTHER_AT_THIS_MOMENT = 409;

  private final String bucket;
  private final String prefix;
  private final S3Config config;
  private @Nullable S3Client client;

  private BucketStore(String bucket, String prefix, S3Config config) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.config = config;
  }

  static BucketStore of(String place, S3Config config) {
    URI uri = URI.create(place);
    String bucket = uri.getHost();
    if (bucket == null) {
      throw new IllegalArgumentException(place + " names no bucket: write s3://bucket/prefix");
    }
    String path = uri.getPath().replaceAll("^/+|/+$", "");
    return new BucketStore(bucket, path.isEmpty() ? "" : path + "/", config);
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = build();
    }
    return client;
  }

  private S3Client build() {
    var builder =
        S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .forcePathStyle(config.pathStyle())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()));
    if (!config.endpoint().isEmpty()) {
      // other stores know Content-MD5 at most; AWS gets the SDK's own checksums
      builder
          .endpointOverride(URI.create(config.endpoint()))
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
    }
    return builder.build();
  }

  @Override
  public String location(String name) {
    return "s3://" + bucket + "/" + prefix + name;
  }

  private String key(String name) {
    return prefix + name;
  }

  @Override
  public List<Entry> list(String under, String after) {
    return calling(
        under,
        () ->
            client()
                .listObjectsV2Paginator(
                    request -> {
                      request.bucket(bucket).prefix(key(under));
                      if (!after.isEmpty()) {
                        request.startAfter(key(after));
                      }
                    })
                .contents()
                .stream()
                .map(this::entry)
                .toList());
  }

  private Entry entry(S3Object object) {
    String name = object.key().substring(prefix.length());
    return new Entry(name, object.size(), object.lastModified());
  }

  @Override
  public Optional<byte[]> find(String name) {
    return calling(
        name,
        () -> {
          try {
            return Optional.of(
                client()
                    .getObject(
                        request -> request.bucket(bucket).key(key(name)),
                        ResponseTransformer.toBytes())
                    .asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<Path> fetch(String name, Path into) {
    Path file = into.resolve(name.substring(name.lastIndexOf('/') + 1));
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    return calling(
        name,
        () -> {
          try {
            Files.createDirectories(into);
            client()
                .getObject(
                    request -> request.bucket(bucket).key(key(name)),
                    ResponseTransformer.toFile(part));
            return Optional.of(
                Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void put(String name, byte[] content) {
    put(name, RequestBody.fromBytes(content));
  }

  @Override
  public void put(String name, Path content) {
    put(name, RequestBody.fromFile(content));
  }

  private void put(String name, RequestBody body) {
    calling(name, () -> client().putObject(request -> request.bucket(bucket).key(key(name)), body));
  }

  @Override
  public boolean create(String name, byte[] content) {
    return calling(
        name,
        () -> {
          try {
            client()
                .putObject(
                    request -> request.bucket(bucket).key(key(name)).ifNoneMatch("*"),
                    RequestBody.fromBytes(content));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == EXISTS) {
              return isOurs(name, content);
            }
            if (e.statusCode() == CREATED_BY_ANOTHER_AT_THIS_MOMENT) {
              throw new UncheckedIOException(new IOException("another is creating it", e));
            }
            throw e;
          }
        });
  }

  /** The answer to a put that succeeded may be lost; the SDK's next attempt then finds our own. */
  private boolean isOurs(String name, byte[] content) {
    return find(name).filter(there -> Arrays.equals(there, content)).isPresent();
  }

  @Override
  public void delete(String name) {
    calling(name, () -> client().deleteObject(request -> request.bucket(bucket).key(key(name))));
  }

  private <T> T calling(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new UncheckedIOException(
          new IOException(location(name) + " can't be reached: " + e.getMessage(), e));
    }
  }
}
