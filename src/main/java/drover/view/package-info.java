/**
 * Facts in, messages out: every word and button that a person sees is written here. Pure.
 *
 * <p>Begin with {@link drover.view.Html}; values are cut before they are put into markup, never the
 * markup itself.
 */
@NullMarked
package drover.view;

import org.jspecify.annotations.NullMarked;
