package drover.view;

import drover.access.Grant;
import drover.access.Knock;
import drover.access.User;
import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import java.util.List;
import java.util.Locale;

/** A stranger at the door. */
public final class KnockView {
  public static final String COMMAND = "knock";
  public static final String ALLOW = "allow";
  public static final String IGNORE = "ignore";

  private KnockView() {}

  /**
   * @param maybeRepeat an earlier send was cut off
   */
  public static OutgoingMessage of(Knock knock, boolean maybeRepeat) {
    User stranger = User.unknown(knock.who()).called(knock.name(), knock.handle());
    String text =
        "🚪 A stranger writes to me: "
            + PeopleView.who(stranger)
            + ", id "
            + Html.code(knock.who().toString())
            + ".\nThey got no answer.";
    return OutgoingMessage.of(
        maybeRepeat ? text + "\n<i>(may be a repeat)</i>" : text, keyboard(knock.who()));
  }

  /** What the notice becomes once somebody has let them in, here or elsewhere. */
  public static OutgoingMessage letIn(User user) {
    Grant grant = user.grant();
    String by = grant == null ? "" : ", by " + Names.person(grant.byName(), 48);
    return OutgoingMessage.of(
        "🚪 "
            + PeopleView.who(user)
            + " is <b>"
            + user.role().name().toLowerCase(Locale.ROOT)
            + "</b> now"
            + by
            + ".",
        List.of(List.of(Keys.page("Change", "users", user.id().toString()))));
  }

  /** What it becomes once somebody has sent them away. */
  public static OutgoingMessage ignored(User user, String by) {
    return OutgoingMessage.of(
        "🚪 "
            + PeopleView.who(user)
            + " stays a stranger; ignored by "
            + Names.person(by, 48)
            + ". I will not speak of them again.",
        List.of(List.of(allow(user.id()))));
  }

  /** What the one who was let in reads. */
  public static OutgoingMessage welcome(String by) {
    return OutgoingMessage.of(
        "👋 "
            + Names.person(by, 48)
            + " has let you in as viewer. /help shows what I can do for you.");
  }

  private static List<List<Button>> keyboard(UserId who) {
    return List.of(List.of(allow(who), Keys.page("Ignore", COMMAND, IGNORE, who.toString())));
  }

  private static Button allow(UserId who) {
    return Keys.page("Allow as viewer", COMMAND, ALLOW, who.toString());
  }
}
