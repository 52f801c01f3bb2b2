package trunkline.bridge.source;

import java.nio.charset.Charset;

/** How a CSV file is written: its encoding and what separates two values. Quoting is RFC 4180's. */
public record CsvDialect(Charset encoding, char delimiter) {}
