package drover.view;

import drover.access.Grant;
import drover.access.Role;
import drover.access.User;
import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who has a role, and how they came by it. */
public final class PeopleView {
  private static final int LONGEST_NAME = 48;

  private PeopleView() {}

  /**
   * @param first the number of the first one on the page, from 1
   * @param page from 1
   */
  public record Page(List<User> people, int all, int first, int page, int pages) {}

  public static OutgoingMessage list(Page page, Moment moment) {
    Lines text = new Lines();
    boolean fits = text.add("👥 <b>People</b> · " + page.all());
    List<Button> buttons = new ArrayList<>();
    int number = page.first();
    for (User user : page.people()) {
      fits &= text.add(number + ". " + who(user) + " · " + role(user, moment) + seen(user, moment));
      String label = number + " " + ListView.label(calledOr(user, user.id().toString()));
      buttons.add(Keys.page(label, "users", user.id().toString()));
      number++;
    }
    fits &= text.add("\nTo let somebody in, reply to them with " + Html.code("/grant viewer"));
    fits &= text.add("or name them: " + Html.code("/grant USER viewer|operator|admin") + ".");
    List<List<Button>> rows = new ArrayList<>(Keys.rows(buttons, 2));
    rows.add(turns(page));
    return OutgoingMessage.of(fits ? text.toString() : text + "…", rows);
  }

  /**
   * @param news what has just happened to them, as text; null: nothing
   */
  public static OutgoingMessage person(User user, @Nullable String news, Moment moment) {
    String text =
        (news == null ? "" : news + "\n\n")
            + "👤 "
            + who(user)
            + "\nId: "
            + Html.code(user.id().toString())
            + "\nRole: "
            + role(user, moment)
            + seen(user, moment).replaceFirst("^ · s", "\nS");
    List<List<Button>> rows = new ArrayList<>();
    if (!user.isConfigured()) {
      rows.add(List.of(give(user, Role.VIEWER), give(user, Role.OPERATOR), give(user, Role.ADMIN)));
      if (user.role() != Role.STRANGER) {
        rows.add(List.of(act("Revoke", Style.DANGER, "revoke", user.id().toString())));
      }
    }
    rows.add(List.of(Keys.page("People", "users")));
    return OutgoingMessage.of(text, rows);
  }

  public static String changed(User user, Role from) {
    String name = "<b>" + Names.person(calledOr(user, user.id().toString()), LONGEST_NAME) + "</b>";
    return user.role() == Role.STRANGER
        ? "✅ " + name + " is no " + word(from) + " any more: I answer and tell them nothing."
        : "✅ " + name + " is " + word(user.role()) + " now.";
  }

  public static String same(User user) {
    return user.role() == Role.STRANGER
        ? "They have no role: there is nothing to take."
        : "They were " + word(user.role()) + " already.";
  }

  public static String configured() {
    return "❗ They are named in <code>telegram.admins</code>: that can be changed only there.";
  }

  public static String lastAdmin() {
    return "❗ That would leave nobody who can give roles. Make somebody else admin first.";
  }

  /** Whom a role is for was left out, or cannot be made out. */
  public static OutgoingMessage whom(String command) {
    String role = command.equals("grant") ? " viewer|operator|admin" : "";
    return OutgoingMessage.of(
        "❗ Whom? Reply to a message of theirs with "
            + Html.code("/" + command + role)
            + ", or name them: "
            + Html.code("/" + command + " USER" + role)
            + ", where USER is an @name I have seen or an id.");
  }

  public static OutgoingMessage unseen(String handle) {
    return OutgoingMessage.of(
        "❗ I have not seen anybody called "
            + FindView.quoted(handle)
            + ". Let them write to me in private, reply to a message of theirs, or give their id.");
  }

  public static OutgoingMessage notAPerson() {
    return OutgoingMessage.of("❗ Roles are for people, not for bots, groups or channels.");
  }

  public static OutgoingMessage whichRole(String typed) {
    return OutgoingMessage.of(
        (typed.isBlank() ? "❗ Which role?" : "❗ " + FindView.quoted(typed) + " is no role.")
            + " There are <b>viewer</b>, <b>operator</b> and <b>admin</b>.");
  }

  static String who(User user) {
    String handle = user.handle() == null ? "" : " @" + Html.escape(Cut.line(user.handle(), 32));
    return user.name().isBlank() && handle.isEmpty()
        ? Html.code(user.id().toString())
        : "<b>" + Names.person(calledOr(user, "?"), LONGEST_NAME) + "</b>" + handle;
  }

  private static String calledOr(User user, String otherwise) {
    return user.name().isBlank() ? otherwise : user.name();
  }

  private static String role(User user, Moment moment) {
    Grant grant = user.grant();
    String role = "<b>" + word(user.role()) + "</b>";
    if (user.role() == Role.STRANGER) {
      return "none";
    }
    if (grant == null) {
      return role;
    }
    return role
        + switch (grant.how()) {
          case CONFIGURED -> " by configuration";
          case PAIRED -> " by pairing code, " + moment.clock(grant.at());
          case GRANTED ->
              " by " + Names.html(grant.byName(), LONGEST_NAME) + ", " + moment.clock(grant.at());
        };
  }

  private static String seen(User user, Moment moment) {
    return user.lastSeen() == null ? "" : " · seen " + moment.ago(user.lastSeen());
  }

  private static Button give(User user, Role role) {
    String label = (user.role() == role ? "• " : "") + Mark.capital(word(role));
    return act(label, Style.PLAIN, "grant", user.id().toString(), word(role));
  }

  /** Not for long: a role is not given by a button that somebody finds much later. */
  private static Button act(String label, Style style, String command, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(Keys.HERE);
    CommandCall call = CommandCall.of(command, all.toArray(String[]::new));
    return new Button.Call(label, style, ButtonSpec.order(call, null, Keys.QUESTION));
  }

  private static List<Button> turns(Page page) {
    List<Button> row = new ArrayList<>();
    if (page.page() > 1) {
      row.add(Keys.page("Back", "users", "page:" + (page.page() - 1)));
    }
    if (page.page() < page.pages()) {
      row.add(Keys.page("More", "users", "page:" + (page.page() + 1)));
    }
    return row;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
