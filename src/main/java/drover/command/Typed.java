package drover.command;

import drover.chat.CommandCall;
import org.jspecify.annotations.Nullable;

/**
 * An order as typed: what it is about, and after {@code --} why.
 *
 * @param reason null when none was given
 */
record Typed(String before, @Nullable String reason) {
  private static final String MARK = " -- ";

  static Typed of(CommandCall call) {
    String text = " " + call.text();
    int at = text.indexOf(MARK);
    if (at < 0) {
      return new Typed(call.text(), null);
    }
    String reason = text.substring(at + MARK.length()).strip();
    return new Typed(text.substring(0, at).strip(), reason.isEmpty() ? null : reason);
  }
}
