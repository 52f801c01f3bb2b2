package trunkline.platform.tmf;

import java.util.Optional;

/** A checked resource on its way into the table. */
record Draft(String id, String body, News news, Optional<IdempotencyKey> key) {}
