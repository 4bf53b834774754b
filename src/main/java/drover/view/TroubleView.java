package drover.view;

import drover.access.Trouble;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What admins read when somebody cannot be told any more. */
public final class TroubleView {
  private static final int LONGEST_WHY = 300;
  private static final int LONGEST_NAME = 64;

  private TroubleView() {}

  /**
   * @param name how the chat, or the person in it, is called; null when nobody knows
   * @param zone the reader's
   * @param maybeRepeat an earlier send was cut off
   */
  public static OutgoingMessage of(
      Trouble trouble, @Nullable String name, ZoneId zone, boolean maybeRepeat) {
    String where = where(trouble.where(), name);
    String text =
        switch (trouble.kind()) {
          case CHAT_LOST ->
              """
              ⚠️ <b>Lost a chat</b> · %s
              %s
              Nothing is sent there any more; its settings are kept. %s"""
                  .formatted(
                      where,
                      why(trouble),
                      trouble.where().isGroup()
                          ? "Add the bot again, or write /start there, and it goes on."
                          : "It goes on when they write /start to the bot.");
          case NO_RIGHTS ->
              """
              ⚠️ <b>I may not write</b> · %s
              %s
              What is for it waits. Let the bot write there, and it goes on within the hour."""
                  .formatted(where, why(trouble));
          case TOPIC_GONE ->
              """
              ⚠️ <b>A topic is gone</b> · %s
              What was for it goes to the group itself from now on."""
                  .formatted(where);
          case OTHER_POLLER ->
              """
              ⚠️ <b>Another program uses my token</b>
              %s
              It takes away commands and presses that are meant for me; notices still go out.
              Stop it, or give it a token of its own. If you know of none, somebody has the token: \
              revoke it at @BotFather."""
                  .formatted(why(trouble));
          case MADE_TO_WAIT ->
              """
              ⚠️ <b>Telegram has me wait</b>
              At %s it asked for a pause of %s. Notices come late for that; none is lost. \
              Nothing has to be done; /health says how long it lasts."""
                  .formatted(
                      Say.clock(trouble.since(), trouble.since(), zone),
                      Html.escape(Cut.line(trouble.why(), LONGEST_WHY)));
        };
    return OutgoingMessage.of(maybeRepeat ? text + "\n<i>(may be a repeat)</i>" : text);
  }

  private static String where(ChatAddress chat, @Nullable String name) {
    String kind = chat.isGroup() ? "group" : "person";
    String number = Html.code(Long.toString(chat.chat()));
    String line = name == null ? "" : Cut.line(name, LONGEST_NAME);
    String called = Html.visible(line).isBlank() ? "" : Mark.name(line, LONGEST_NAME) + ", ";
    Integer topic = chat.topic();
    return called + kind + " " + number + (topic == null ? "" : ", topic " + topic);
  }

  private static String why(Trouble trouble) {
    String why = Cut.line(trouble.why(), LONGEST_WHY);
    return Html.visible(why).isBlank()
        ? "<i>no reason given</i>"
        : "Why: <i>" + Html.escape(why) + "</i>";
  }
}
