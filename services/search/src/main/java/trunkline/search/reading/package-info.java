/** How answers read the projection: the generation that serves, in bounded time. */
@NullMarked
package trunkline.search.reading;

import org.jspecify.annotations.NullMarked;
