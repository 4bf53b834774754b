/**
 * The database: every store port in SQL that can be pasted into a console, over H2.
 *
 * <p>Begin with {@link drover.store.Database}, which opens, checks and repairs, and {@link
 * drover.store.Stores}, which hands the ports out.
 */
@NullMarked
package drover.store;

import org.jspecify.annotations.NullMarked;
