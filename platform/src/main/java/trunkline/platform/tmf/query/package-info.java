/**
 * TMF630's query language: filters, fields, sort and paging, parsed once and compiled to SQL with
 * bound parameters.
 */
@NullMarked
package trunkline.platform.tmf.query;

import org.jspecify.annotations.NullMarked;
