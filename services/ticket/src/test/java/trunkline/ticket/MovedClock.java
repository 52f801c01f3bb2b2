package trunkline.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so. */
final class MovedClock implements InstantSource {
  private volatile Instant now;

  MovedClock(String begin) {
    this.now = Instant.parse(begin);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
