package trunkline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Time by the clock, and by all processors for this process, in seconds. */
record Spent(double seconds, double processor) implements Comparable<Spent> {
  /** From some beginning, to be told apart from a later one. */
  static Spent now() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Spent(System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9);
  }

  Spent until(Spent end) {
    return new Spent(end.seconds - seconds, end.processor - processor);
  }

  @Override
  public int compareTo(Spent other) {
    return Double.compare(seconds, other.seconds);
  }
}
