package trunkline.bridge;

/** Hears how a migration goes, after each chunk, on the thread that runs it. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener SILENT = _ -> {};

  void progress(Progress progress);
}
