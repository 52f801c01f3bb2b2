package trunkline.search.follow;

import java.util.List;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.service.ServiceParts;
import trunkline.search.projection.KnownType;

/**
 * One generation's cursors, one for each service: a service that is down holds up no other. Where
 * several processes run, each cursor moves in one of them.
 */
final class Following implements AutoCloseable {
  /** As many as a feed gives at a time. */
  private static final CursorConfig CONFIG =
      new CursorConfig(500, CursorConfig.EAGER.pause(), true, CursorConfig.EAGER.lease());

  private final List<Cursor> cursors;

  private Following(List<Cursor> cursors) {
    this.cursors = List.copyOf(cursors);
  }

  static Following start(Generation generation, ServiceParts parts) {
    return new Following(
        KnownType.SERVICES.stream().map(service -> cursor(generation, service, parts)).toList());
  }

  private static Cursor cursor(Generation generation, String service, ServiceParts parts) {
    var follower =
        new Follower(
            generation, service, parts.peers().log(service), parts.database(), parts.clock());
    String name = "generation-" + generation.number() + "/" + service;
    return Cursor.start(name, follower, parts.positions(), CONFIG, follower);
  }

  /** All at once: each may be waiting for its service. */
  @Override
  public void close() {
    List<Thread> closing =
        cursors.stream().map(cursor -> Thread.ofVirtual().start(cursor::close)).toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
