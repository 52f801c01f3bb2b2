/**
 * What a service does for a person who asks what is held on them, or wants it gone: the same doors
 * in every service.
 */
@NullMarked
package trunkline.platform.privacy;

import org.jspecify.annotations.NullMarked;
