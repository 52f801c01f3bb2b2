package trunkline.search.view;

import java.util.List;

/**
 * What the projection holds of one part.
 *
 * @param total how many there are; may be more than are shown
 */
record Found(Part part, long total, List<Resource> resources) {
  Found {
    resources = List.copyOf(resources);
  }

  /**
   * @param body without id and href, as JSON text
   */
  record Resource(String id, String type, long version, String body) {}
}
