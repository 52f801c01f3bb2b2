/** What a run did and which table is made from which, for people and for catalogs of data. */
@NullMarked
package trunkline.warehouse.lineage;

import org.jspecify.annotations.NullMarked;
