package trunkline.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Caller;

/**
 * A token bucket for each caller: so many requests a second, with a burst of one second's worth. A
 * limit of 0 lets everything pass.
 */
public final class RateLimit {
  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofMinutes(1)).build();

  public RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Takes one request from the caller's bucket, or refuses with 429. */
  public void take(Caller caller) {
    if (perSecond == 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    Bucket bucket =
        buckets.get(caller.tenant() + "/" + caller.subject(), key -> new Bucket(perSecond, now));
    if (!bucket.take(now, perSecond)) {
      throw KernelRefusals.tooManyRequests(1).asException();
    }
  }

  private static final class Bucket {
    private double left;
    private long filled;

    Bucket(double left, long filled) {
      this.left = left;
      this.filled = filled;
    }

    synchronized boolean take(long now, int perSecond) {
      left = Math.min(perSecond, left + (now - filled) / 1e9 * perSecond);
      filled = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}
