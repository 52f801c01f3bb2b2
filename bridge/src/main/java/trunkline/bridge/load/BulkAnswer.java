package trunkline.bridge.load;

/** What the platform answered to one line. */
sealed interface BulkAnswer {
  /**
   * The resource is there.
   *
   * @param existed the platform knew the key already and wrote nothing
   * @param repeated the call was sent more than once, so it may be ourselves who wrote it
   */
  record Accepted(String id, boolean existed, boolean repeated) implements BulkAnswer {}

  /** The platform does not take the line as it is. */
  record Refused(int status, String reason, String message) implements BulkAnswer {}
}
