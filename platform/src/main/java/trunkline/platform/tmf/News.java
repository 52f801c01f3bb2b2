package trunkline.platform.tmf;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/** What an event says besides the resource itself. */
record News(String eventId, String eventType, Instant time, String correlationId) {
  static News of(String eventType, Instant time, String correlationId) {
    return new News(
        UuidCreator.getTimeOrderedEpochFast().toString(), eventType, time, correlationId);
  }
}
