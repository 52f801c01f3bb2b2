package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * A part of a service that keeps something on people outside of resources and events: a projection,
 * a cache in a table. It is named in the service's {@link trunkline.platform.service.Additions}.
 * Must be safe to call from any thread.
 */
public interface ErasureParticipant {
  /** What it keeps, as receipts and exports call it: {@code searchEntry}. */
  String name();

  /**
   * All that it keeps on people, one object each.
   *
   * @param subjects ids of the person and of everything that is theirs, in all services
   */
  List<ObjectNode> export(String tenant, Set<String> subjects);

  /**
   * Takes it away, within the erasing transaction of {@code tenant}; is called again until nothing
   * is left.
   *
   * @return how many rows or files went
   */
  int erase(String tenant, Set<String> subjects);
}
