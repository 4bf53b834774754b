package drover.view;

import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Greeting, help, and who one is. */
public final class HelpView {
  private HelpView() {}

  /** One line of help: how it is typed, what it does. */
  public record Entry(String usage, String summary) {}

  public static OutgoingMessage greeting(String name, boolean subscribed) {
    String text =
        "👋 Hello "
            + "<b>"
            + Names.person(name, 48)
            + "</b>"
            + ". I watch your agents and tell you when one stalls, recovers, completes or fails.\n\n"
            + "/agents shows them, /help what else I can do.";
    return subscribed
        ? OutgoingMessage.of(
            text + "\nThis chat is subscribed.", List.of(List.of(Keys.page("Agents", "agents"))))
        : OutgoingMessage.of(
            text,
            List.of(List.of(Keys.page("Subscribe", "subscribe"), Keys.page("Agents", "agents"))));
  }

  public static OutgoingMessage help(List<Entry> entries) {
    Lines text = new Lines();
    boolean fits = text.add("<b>What I can do for you</b>\n");
    for (Entry entry : entries) {
      fits &= text.add(Html.escape(entry.usage()) + " — " + Html.escape(entry.summary()));
    }
    fits &=
        text.add(
            "\nREF is an agent: its number in the last list, its name or how it begins, or 4 or"
                + " more characters its id begins with.\nFILTER is words, or name: priority:"
                + " channel: parent: status:.");
    return OutgoingMessage.of(fits ? text.toString() : text + "…");
  }

  public static OutgoingMessage whoami(
      @Nullable UserId user, String name, String role, ChatAddress chat) {
    String topic = chat.topic() == null ? "" : "\nTopic: " + Html.code(chat.topic().toString());
    return OutgoingMessage.of(
        "👤 <b>"
            + Names.person(name, 48)
            + "</b>, "
            + Html.escape(role)
            + "\nUser: "
            + Html.code(String.valueOf(user))
            + "\nChat: "
            + Html.code(Long.toString(chat.chat()))
            + topic);
  }

  /** A command that does not exist. */
  public static OutgoingMessage unknownCommand(String typed, List<String> near) {
    String meant =
        near.isEmpty() ? "" : " Did you mean " + Html.escape(String.join(" or ", near)) + "?";
    return OutgoingMessage.of(
        "I do not know " + FindView.quoted(typed) + "." + meant + "\n/help shows what I can do.");
  }
}
