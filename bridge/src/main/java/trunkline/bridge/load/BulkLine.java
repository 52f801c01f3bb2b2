package trunkline.bridge.load;

import com.fasterxml.jackson.databind.JsonNode;

/** One line of a bulk call: the key that makes it repeatable, and the resource. */
record BulkLine(String key, JsonNode resource) {}
