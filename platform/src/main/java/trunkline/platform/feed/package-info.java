/** How one service follows another: its log over HTTP, read by the same cursor. */
@NullMarked
package trunkline.platform.feed;

import org.jspecify.annotations.NullMarked;
