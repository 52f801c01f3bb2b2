/** What makes two spellings the same: folding, words, digits, typing errors. Pure functions. */
@NullMarked
package trunkline.search.text;

import org.jspecify.annotations.NullMarked;
