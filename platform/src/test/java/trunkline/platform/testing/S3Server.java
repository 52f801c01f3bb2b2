package trunkline.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.GetOptions;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import trunkline.platform.storage.S3Config;

/**
 * A real S3 server with one bucket in memory, which checks every request's signature and can be
 * told to fail now and then. Its keys and region are the SDK's system properties while it runs.
 */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "trunkline";

  private static final String IDENTITY = "tester";
  private static final String SECRET = "a secret of tests";

  private final BlobStoreContext context;
  private final Failing store;
  private final S3Proxy proxy;

  private S3Server(BlobStoreContext context) throws Exception {
    this.context = context;
    this.store = new Failing(context.getBlobStore());
    store.createContainerInLocation(null, BUCKET);
    this.proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, IDENTITY, SECRET)
            .build();
    proxy.start();
  }

  public static S3Server start() {
    System.setProperty("aws.accessKeyId", IDENTITY);
    System.setProperty("aws.secretAccessKey", SECRET);
    System.setProperty("aws.region", "eu-central-1");
    try {
      return new S3Server(
          ContextBuilder.newBuilder(new TransientNio2BlobProviderMetadata())
              .credentials(IDENTITY, SECRET)
              .build(BlobStoreContext.class));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  public S3Config config() {
    return new S3Config(endpoint(), true);
  }

  public String place(String prefix) {
    return "s3://" + BUCKET + "/" + prefix;
  }

  /** From now on every nth request fails; 0: none does. */
  public void failEvery(long requests) {
    store.every = requests;
  }

  /** The next object is stored, and the answer says that it failed. */
  public void loseNextAnswer() {
    store.loseAnswer = true;
  }

  public long failures() {
    return store.failures.get();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    context.close();
    for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey", "aws.region"}) {
      System.clearProperty(key);
    }
  }

  private static final class Failing extends ForwardingBlobStore {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile long every;
    private volatile boolean loseAnswer;

    Failing(BlobStore store) {
      super(store);
    }

    private void maybeFail() {
      long n = every;
      if (n > 0 && requests.incrementAndGet() % n == 0) {
        fail();
      }
    }

    private void fail() {
      failures.incrementAndGet();
      throw new UncheckedIOException(new IOException("a failure that the test asked for"));
    }

    @Override
    public String putBlob(String container, Blob blob, PutOptions options) {
      maybeFail();
      String tag = super.putBlob(container, blob, options);
      if (loseAnswer) {
        loseAnswer = false;
        fail();
      }
      return tag;
    }

    @Override
    public String putBlob(String container, Blob blob) {
      return putBlob(container, blob, PutOptions.NONE);
    }

    @Override
    public Blob getBlob(String container, String name, GetOptions options) {
      maybeFail();
      return super.getBlob(container, name, options);
    }

    @Override
    public PageSet<? extends StorageMetadata> list(String container, ListContainerOptions options) {
      maybeFail();
      return super.list(container, options);
    }

    @Override
    public void removeBlob(String container, String name) {
      maybeFail();
      super.removeBlob(container, name);
    }
  }
}
