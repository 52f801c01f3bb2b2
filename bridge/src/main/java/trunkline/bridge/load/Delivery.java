package trunkline.bridge.load;

import java.net.URI;
import java.time.Duration;
import trunkline.platform.security.TokenSource;

/**
 * How resources get to the platform.
 *
 * @param chunkRows source rows that are settled together
 * @param resourcesPerSecond the most that are sent; 0 for no limit
 * @param timeout of one bulk call
 */
public record Delivery(
    URI platform,
    TokenSource tokens,
    Retry retry,
    Duration timeout,
    int chunkRows,
    int resourcesPerSecond) {
  public static final int DEFAULT_CHUNK_ROWS = 1_000;

  public Delivery {
    tokens = new RetriedTokens(tokens);
    if (chunkRows < 1 || chunkRows > DEFAULT_CHUNK_ROWS) {
      throw new IllegalArgumentException("a chunk has 1 to 1000 rows, the most that a call takes");
    }
    if (resourcesPerSecond < 0) {
      throw new IllegalArgumentException("resources a second: 0 for no limit, or more");
    }
  }

  BulkClient client() {
    return new BulkClient(platform, tokens, retry, timeout);
  }
}
