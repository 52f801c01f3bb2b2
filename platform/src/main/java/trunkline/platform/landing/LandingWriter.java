package trunkline.platform.landing;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Writes batches of the log for the warehouse, each event in exactly one batch whatever is killed
 * when.
 *
 * <p>A batch is named by the position where it begins, and what the landing holds is what was
 * written: wherever the cursor is set, a batch that is there is not written again, neither with the
 * same contents nor with others. Of two processes that both believe to be the writer only one can
 * create a batch's manifest, and neither can touch the data that the other's names.
 */
public final class LandingWriter implements EventConsumer {
  private final String service;
  private final LandedBatches landed;
  private final EventLine line;
  private final InstantSource clock;

  /** Where the batches end, as far as this process has seen. */
  private Position end = Position.START;

  private boolean looked;

  /** Whether what a killed writer may have left of the next batch is gone. */
  private boolean swept;

  public LandingWriter(String service, LandingConfig config, EventLine line, InstantSource clock) {
    this.service = service;
    this.landed = new LandedBatches(config.store(), service);
    this.line = line;
    this.clock = clock;
  }

  /** The landing is only listed when the cursor is not where this writer left it. */
  @Override
  public Position resume(Position saved) {
    if (!looked || !saved.equals(end)) {
      Position written = landed.endBehind(saved);
      end = written.compareTo(saved) > 0 ? written : saved;
      looked = true;
    }
    return end;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) throws IOException {
    looked = false;
    end = batch(from, events);
    looked = true;
  }

  private Position batch(Position from, List<LogEvent> events) throws IOException {
    BatchFile data = BatchFile.of(() -> events.stream().map(line::of).iterator());
    String file = landed.putData(from, 0, data.bytes());
    Position to = events.getLast().position();
    int bytes = data.bytes().length;
    var manifest =
        new Manifest(service, file, events.size(), from, to, bytes, data.sha256(), clock.instant());
    if (!landed.publish(manifest)) {
      landed.find(from).ifPresent(landed::sweep);
      throw new IOException("another process wrote the batch " + from.text() + " meanwhile");
    }
    if (!swept || manifest.revision() > 0) {
      landed.sweep(manifest);
      swept = true;
    }
    return to;
  }
}
