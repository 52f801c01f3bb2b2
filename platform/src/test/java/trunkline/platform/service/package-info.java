@NullMarked
package trunkline.platform.service;

import org.jspecify.annotations.NullMarked;
