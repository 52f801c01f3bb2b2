package trunkline.warehouse;

import java.time.Instant;
import java.util.Optional;

/** One table as it is: how many rows, and since when. */
public record TableStatus(String table, long rows, Optional<Instant> changedAt, String grain) {}
