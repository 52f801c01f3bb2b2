package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.source.Source;

/** A file that somebody exports anew while it is read, and the one that comes after it. */
class ChangingFileTest {
  @TempDir Path folder;

  @Test
  void fileChangesWhileItIsRead_foundAndTheNextCallSettlesIt() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      Path file = People.file(folder, 12);
      platform.watch(
          new ContractPlatform.Watcher() {
            @Override
            public void beforeCommit(int call) {
              if (call == 2) {
                replace(file, "Person 2,", "Person II,");
              }
            }
          });
      Reconciliation account = migrate(bridge, file);
      assertFalse(account.balanced());
      assertTrue(
          account.findings().toString().contains("the file changed while it was read"),
          account.findings()::toString);

      Reconciliation next = migrate(bridge, file);
      assertTrue(next.balanced(), next.findings()::toString);
      assertEquals(11, next.migrated());
      assertEquals(
          Map.of("individual was migrated before with other values", 1L), next.rejectedBy());
      assertEquals(1, platform.mostWritesOfAKey());
    }
  }

  @Test
  void nextDaysFile_onlyNewRowsAreSent() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 5);
      Path file = People.file(folder, 12);
      assertTrue(migrate(bridge, file).balanced());
      Files.writeString(file, People.line(13) + "\n", StandardOpenOption.APPEND);
      Reconciliation account = migrate(bridge, file);
      assertTrue(account.balanced(), account.findings()::toString);
      assertEquals(13, account.migrated());
      assertEquals(3, account.resources());
      assertEquals(13, platform.list("customer").size());
    }
  }

  private static Reconciliation migrate(Bridge bridge, Path file) {
    try (Source source = People.source(file)) {
      return Migration.run(bridge.config(), People.mapping(), source, ProgressListener.SILENT);
    }
  }

  private static void replace(Path file, String what, String by) {
    try {
      Files.writeString(file, Files.readString(file).replace(what, by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
