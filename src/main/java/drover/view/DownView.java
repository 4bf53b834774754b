package drover.view;

import drover.chat.OutgoingMessage;
import java.util.List;

/** What is said while the database is down. */
public final class DownView {
  /** Over a pressed button. */
  public static final String TOAST =
      "The database is down: nothing was done. Buttons work again when it is back.";

  private static final String FOOT =
      "\n\n⚠️ <b>The database is down</b>: no buttons and no orders until it is back.";

  private DownView() {}

  /** Instead of doing what the database is needed for. */
  public static OutgoingMessage refusal(String command) {
    return OutgoingMessage.of(
        "❗ <b>The database is down</b>, so /"
            + Html.escape(command)
            + " was not done, and will not be done later. I am opening it again; once /health no"
            + " longer shows it, send this again.\n/agents, /agent, /logs and /metrics work"
            + " meanwhile.");
  }

  /** A page from memory: without buttons, which need the database, and with the reason. */
  public static OutgoingMessage withFoot(OutgoingMessage page) {
    boolean fits = page.html().length() + FOOT.length() <= Lines.MOST;
    return page.withKeyboard(List.of()).withHtml(fits ? page.html() + FOOT : page.html());
  }
}
