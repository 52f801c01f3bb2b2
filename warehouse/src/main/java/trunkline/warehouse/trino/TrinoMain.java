package trunkline.warehouse.trino;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Trino's server in a process that ends with the one that started it, however that ended: the
 * parent holds the other end of this one's input, and writes nothing.
 *
 * <p>It runs on Trino's class path, so it uses nothing of ours and none of our libraries.
 */
public final class TrinoMain {
  private TrinoMain() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("ends-with-parent").start(TrinoMain::endWithParent);
    Class.forName("io.trino.server.TrinoServer")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the parent is gone all the same
    }
    Runtime.getRuntime().halt(0);
  }
}
