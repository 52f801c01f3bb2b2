/** The demonstration: a monolith made, migrated, and reconciled from its rows to the marts. */
@NullMarked
package trunkline.local.demo;

import org.jspecify.annotations.NullMarked;
