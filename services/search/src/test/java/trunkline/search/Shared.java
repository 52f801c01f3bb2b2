package trunkline.search;

/** One search service for all tests that don't stop it; it ends with the process. */
final class Shared {
  private static final Searching SEARCHING = Searching.start();

  private Shared() {}

  static Searching searching() {
    return SEARCHING;
  }
}
