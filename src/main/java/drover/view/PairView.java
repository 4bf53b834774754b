package drover.view;

import drover.chat.OutgoingMessage;

/** What is said to whoever wants to be the first admin. */
public final class PairView {
  private PairView() {}

  public static OutgoingMessage paired(String name) {
    return OutgoingMessage.of(
        "✅ You are the admin now, "
            + Html.bold(Cut.line(name, 48))
            + ", and the code works no more.\n/agents shows the agents, /grant lets others in,"
            + " /help the rest.");
  }

  public static OutgoingMessage wrong() {
    return OutgoingMessage.of(
        "❗ That is not the code. It stands in my log, in the line that names /pair.");
  }

  public static OutgoingMessage locked() {
    return OutgoingMessage.of(
        "❗ That was wrong too often: I take no more codes from you until I am started again.");
  }

  public static OutgoingMessage expired() {
    return OutgoingMessage.of(
        "❗ That code has expired. Start me again: the log will show another.");
  }

  public static OutgoingMessage over() {
    return OutgoingMessage.of("There is an admin already: ask for a role there.");
  }

  public static OutgoingMessage inPrivate() {
    return OutgoingMessage.of("❗ Pairing is done in private: here everybody would see the code.");
  }
}
