/** Where the rows come from: a CSV file or a table read over JDBC, each in a stable order. */
@NullMarked
package trunkline.bridge.source;

import org.jspecify.annotations.NullMarked;
