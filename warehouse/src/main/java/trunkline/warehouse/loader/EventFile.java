package trunkline.warehouse.loader;

import trunkline.warehouse.lake.DataFileWriter.Written;

/** The rows of a chain of batches in one data file, and the lines that did not make it. */
record EventFile(Written file, long batches, long quarantined) {}
