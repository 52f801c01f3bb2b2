package trunkline.platform.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.S3Server;

class BucketStoreTest extends ObjectStoreContract {
  private static final S3Server server = S3Server.start();

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  ObjectStore store() {
    return ObjectStore.of(server.place("some/prefix/"), server.config());
  }

  @Test
  void serverThatFailsNowAndThen_isAskedAgain() {
    server.failEvery(3);
    try {
      for (int i = 0; i < 10; i++) {
        assertTrue(store().create("fails/" + i, bytes("content " + i)));
        assertEquals(9, store().find("fails/" + i).orElseThrow().length);
      }
      assertEquals(10, store().list("fails/").size());
    } finally {
      server.failEvery(0);
    }
    assertTrue(server.failures() >= 7, "failures: " + server.failures());
  }

  @Test
  void answerToACreateIsLost_nameIsStillItsOwn() {
    server.loseNextAnswer();
    assertTrue(store().create("lost/answer", bytes("mine")));
  }

  @Test
  void wrongKey_isSaidWithThePlace() {
    String before = System.setProperty("aws.secretAccessKey", "not the secret");
    try {
      var e = assertThrows(UncheckedIOException.class, () -> store().find("note/a"));
      String said = String.valueOf(e.getMessage());
      assertTrue(said.contains("s3://trunkline/some/prefix/note/a"), said);
    } finally {
      System.setProperty("aws.secretAccessKey", before);
    }
  }

  @Test
  void placeWithoutABucket_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> ObjectStore.of("s3:///prefix", server.config()));
  }

  @Test
  @Override
  void location_isWhereOthersFindIt() {
    assertEquals("s3://trunkline/some/prefix/note/a", store().location("note/a"));
  }
}
