package trunkline.warehouse.refusal;

import java.nio.file.Path;

/**
 * What the warehouse refuses to do, and what a person does about it. A refusal leaves every table
 * as it was; it is not a crash.
 */
public final class Refusal extends RuntimeException {
  /** Stable names, for scripts and alarms. */
  public enum Code {
    LANDING_GAP,
    LANDING_OVERLAP,
    MANIFEST_INVALID,
    BATCH_MISSING,
    BATCH_CORRUPT,
    BATCH_UNREADABLE,
    BACKFILL_INVALID,
    MODEL_INVALID,
    MODEL_UNKNOWN,
    TABLE_UNSUPPORTED,
    DATA_FILE_BROKEN,
    CATALOG_UNREACHABLE,
    ARCHIVE_INVALID,
    NOT_A_QUERY,
    QUERY_FAILED,
    QUERY_TIMEOUT,
    QUERY_CANCELLED,
    QUERY_UNKNOWN,
    NOT_FOR_THIS_ROLE,
    TOO_MANY_QUERIES,
    ENGINE_BUSY,
    EXPORT_TOO_LARGE,
    EXPORT_UNWRITABLE,
    FEED_INVALID,
    FEED_UNKNOWN,
    FILE_REFUSED,
    DROP_BUSY,
    AUDIT_UNWRITABLE,
    FORMAT_UNKNOWN,
    SNOWFLAKE_DRIVER_MISSING,
    SNOWFLAKE_KEY_INVALID,
    SNOWFLAKE_LOGIN,
    SNOWFLAKE_REFUSED,
    SNOWFLAKE_TABLE_DIFFERS,
    SNOWFLAKE_OUTRUN,
    NOT_PUBLISHABLE,
    TRINO_MISSING,
    TRINO_NOT_UP,
    TRINO_NEEDS_A_FOLDER,
    TABLES_NOT_UP_TO_DATE,
    LAKE_CHANGED
  }

  private final Code code;
  private final String sentence;

  private Refusal(Code code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  public Code code() {
    return code;
  }

  public static Refusal landingGap(Object folder, Object expected, Object found) {
    return new Refusal(
        Code.LANDING_GAP,
        "the landing %s has a gap: a batch from %s should follow, the next one is from %s. Restore the missing batches, then refresh again."
            .formatted(folder, expected, found));
  }

  public static Refusal landingOverlap(Object folder, Object batch, Object position) {
    return new Refusal(
        Code.LANDING_OVERLAP,
        "the landing %s overlaps itself: batch %s begins before its predecessor's end %s. Move one of the two away, then refresh again."
            .formatted(folder, batch, position));
  }

  public static Refusal manifestInvalid(Object manifest, String why) {
    return new Refusal(
        Code.MANIFEST_INVALID,
        "the manifest %s %s. Restore it from the service's landing writer, then refresh again."
            .formatted(manifest, why));
  }

  public static Refusal batchMissing(Object file) {
    return new Refusal(
        Code.BATCH_MISSING,
        "the batch %s has a manifest but no data file. Restore the file, then refresh again."
            .formatted(file));
  }

  public static Refusal batchCorrupt(Object file, String why) {
    return new Refusal(
        Code.BATCH_CORRUPT,
        "the batch %s is not the file its manifest describes: %s. Restore the file, then refresh again."
            .formatted(file, why));
  }

  public static Refusal batchUnreadable(Object file, String why) {
    return new Refusal(
        Code.BATCH_UNREADABLE,
        "the batch %s can't be read: %s. Nothing of it was loaded.".formatted(file, why));
  }

  public static Refusal backfillInvalid(String why) {
    return new Refusal(Code.BACKFILL_INVALID, why + ". Nothing was changed.");
  }

  public static Refusal modelInvalid(String model, String why) {
    return new Refusal(Code.MODEL_INVALID, "the model %s %s.".formatted(model, why));
  }

  public static Refusal modelUnknown(String name) {
    return new Refusal(
        Code.MODEL_UNKNOWN,
        "there is no model %s. Name one as NAME or LAYER.NAME, with + before or behind it for what it is made from or for what is made from it."
            .formatted(name));
  }

  public static Refusal tableUnsupported(String table, String why) {
    return new Refusal(
        Code.TABLE_UNSUPPORTED,
        "the table %s can't be read by the embedded engine: %s.".formatted(table, why));
  }

  public static Refusal dataFileBroken(String file, String why) {
    return new Refusal(
        Code.DATA_FILE_BROKEN,
        "the data file %s is not what its table says: %s. Restore it from the bucket's versions."
            .formatted(file, why));
  }

  public static Refusal catalogUnreachable(Object catalog, String why) {
    return new Refusal(
        Code.CATALOG_UNREACHABLE,
        "the catalog %s can't be opened: %s. Look at warehouse.catalog.url, user and password."
            .formatted(catalog, why));
  }

  public static Refusal archiveInvalid(Object archive, String why) {
    return new Refusal(
        Code.ARCHIVE_INVALID,
        "the archive %s %s. Fetch it again from /consent/v1/privacyRequest/{id}/archive."
            .formatted(archive, why));
  }

  public static Refusal notAQuery(String why) {
    return new Refusal(
        Code.NOT_A_QUERY,
        why + ". The warehouse answers one SELECT, WITH, SHOW, DESCRIBE or EXPLAIN at a time.");
  }

  public static Refusal queryFailed(String why) {
    return new Refusal(Code.QUERY_FAILED, why);
  }

  public static Refusal queryTimeout(java.time.Duration limit) {
    return new Refusal(
        Code.QUERY_TIMEOUT,
        "the query ran longer than %s and was stopped. Ask for less, or raise warehouse.queryTimeout."
            .formatted(limit));
  }

  public static Refusal queryCancelled() {
    return new Refusal(Code.QUERY_CANCELLED, "the query was cancelled before it had an answer.");
  }

  public static Refusal queryUnknown(String id) {
    return new Refusal(
        Code.QUERY_UNKNOWN,
        "you have no query %s that waits or runs. GET /warehouse/v1/query lists those you have."
            .formatted(id));
  }

  public static Refusal notForThisRole(String what) {
    return new Refusal(
        Code.NOT_FOR_THIS_ROLE,
        what
            + ". That takes a token with warehouse:read-personal and warehouse:all-tenants, since it tells of rows and values that others may not see.");
  }

  public static Refusal tooManyQueries(int most) {
    return new Refusal(
        Code.TOO_MANY_QUERIES,
        "you have %d queries that wait or run, the most there may be. Wait for one of them, or cancel one."
            .formatted(most));
  }

  public static Refusal engineBusy() {
    return new Refusal(
        Code.ENGINE_BUSY,
        "others' queries take all that the engine has. Repeat in a moment; yours was not begun.");
  }

  public static Refusal exportTooLarge(long most) {
    return new Refusal(
        Code.EXPORT_TOO_LARGE,
        "the export has more than %,d rows. Ask for a part of them, by month for example, or raise the limit of rows."
            .formatted(most));
  }

  public static Refusal exportUnwritable(Path file, String why) {
    return new Refusal(
        Code.EXPORT_UNWRITABLE,
        "the export can't be written to %s: %s. Name another file.".formatted(file, why));
  }

  public static Refusal feedInvalid(Path file, String why) {
    return new Refusal(
        Code.FEED_INVALID, "the feed %s %s. Correct it, then drop again.".formatted(file, why));
  }

  public static Refusal feedUnknown(String name) {
    return new Refusal(
        Code.FEED_UNKNOWN,
        "there is no feed %s that lies in Snowflake. Declare one in drop/feeds/%s.yaml."
            .formatted(name, name));
  }

  /** Nothing of the file is loaded. */
  public static Refusal fileRefused(String why) {
    return new Refusal(Code.FILE_REFUSED, why);
  }

  public static Refusal dropBusy(Path folder) {
    return new Refusal(
        Code.DROP_BUSY,
        "another process takes the files of %s already. Wait until it has ended."
            .formatted(folder));
  }

  /** Who sees personal data in clear is recorded first; without the record nothing is seen. */
  public static Refusal auditUnwritable(String file) {
    return new Refusal(
        Code.AUDIT_UNWRITABLE,
        "the record of who reads personal data can't be written to %s, so nothing was read. Make room there, or let this process write, then repeat."
            .formatted(file));
  }

  public static Refusal formatUnknown(String given, String known) {
    return new Refusal(
        Code.FORMAT_UNKNOWN, "there is no format %s. Ask for one of %s.".formatted(given, known));
  }

  public static Refusal snowflakeDriverMissing(Path jar, String why) {
    return new Refusal(
        Code.SNOWFLAKE_DRIVER_MISSING,
        "Snowflake's driver can't be loaded from %s: %s. Build the warehouse, which fetches it, or name its jar in snowflake.driver."
            .formatted(jar, why));
  }

  /** Tells nothing of the key. */
  public static Refusal snowflakeKeyInvalid(String why) {
    return new Refusal(
        Code.SNOWFLAKE_KEY_INVALID,
        "the private key for Snowflake %s. Make one with: openssl genrsa 2048 | openssl pkcs8 -topk8 -out FILE, and name it in snowflake.key.file."
            .formatted(why));
  }

  public static Refusal snowflakeLogin(Object url, String user, String why) {
    return new Refusal(
        Code.SNOWFLAKE_LOGIN,
        "Snowflake at %s lets the user %s not in: %s. Look at snowflake.url, account, user, role and whether the user's RSA_PUBLIC_KEY belongs to the private key."
            .formatted(url, user, why));
  }

  public static Refusal snowflakeRefused(String statement, String why) {
    return new Refusal(
        Code.SNOWFLAKE_REFUSED,
        "Snowflake did not run %s: %s. What was begun is finished by the next run."
            .formatted(statement, why));
  }

  public static Refusal snowflakeTableDiffers(String table, String why) {
    return new Refusal(Code.SNOWFLAKE_TABLE_DIFFERS, "%s does not fit: %s.".formatted(table, why));
  }

  public static Refusal snowflakeOutrun(String table) {
    return new Refusal(
        Code.SNOWFLAKE_OUTRUN,
        "%s changed while it was on its way, so nothing was done. Repeat.".formatted(table));
  }

  public static Refusal notPublishable(String table, String why) {
    return new Refusal(Code.NOT_PUBLISHABLE, "%s is not published: %s.".formatted(table, why));
  }

  public static Refusal trinoMissing(Path place, String why) {
    return new Refusal(
        Code.TRINO_MISSING,
        "Trino can't be started from %s: %s. Run ./trunkline warehouse engine trino, which fetches it, or name the folder that it is in by --server."
            .formatted(place, why));
  }

  public static Refusal trinoNotUp(Path log, String said, String why) {
    return new Refusal(
        Code.TRINO_NOT_UP,
        "Trino did not come up: %s. Its log is %s and ends so:\n%s".formatted(why, log, said));
  }

  public static Refusal trinoNeedsAFolder(String lake) {
    return new Refusal(
        Code.TRINO_NEEDS_A_FOLDER,
        "the lake %s is a bucket, and Trino is started here for a lake in a folder only. Let a Trino of your own read it, by warehouse serve's Iceberg catalog and fs.native-s3."
            .formatted(lake));
  }

  public static Refusal tablesNotUpToDate(int tables) {
    return new Refusal(
        Code.TABLES_NOT_UP_TO_DATE,
        "%d tables are not up to date with what is loaded, so there is nothing to compare with. Refresh, then repeat."
            .formatted(tables));
  }

  public static Refusal lakeChanged() {
    return new Refusal(
        Code.LAKE_CHANGED,
        "the tables changed while they were compared. Stop what refreshes, then repeat.");
  }
}
