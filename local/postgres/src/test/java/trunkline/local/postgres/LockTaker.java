package trunkline.local.postgres;

import java.nio.file.Path;

/** A program that tries a lock, says whether it got it, and ends. */
final class LockTaker {
  private LockTaker() {}

  public static void main(String[] arguments) {
    boolean taken = FolderLock.tryTake(Path.of(arguments[0])).isPresent();
    System.out.println(taken ? "taken" : "refused");
  }
}
