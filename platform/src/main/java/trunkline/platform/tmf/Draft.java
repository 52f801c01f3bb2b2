package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A checked resource on its way into the table; {@code body} is its text. */
record Draft(
    String id, ObjectNode resource, String body, News news, Optional<IdempotencyKey> key) {}
