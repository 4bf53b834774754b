package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A kill from question to end. */
public final class KillView {
  private KillView() {}

  /**
   * What an order's message always tells.
   *
   * @param byName who ordered it
   * @param reason as typed; null when none was
   */
  public record Told(AgentLife life, String name, String byName, @Nullable String reason) {}

  /**
   * @param force whether the question is about a kill by force
   * @param children names of those that will die with it
   * @param late how long ago it was asked, while nobody was here to do it; null when just now
   */
  public static OutgoingMessage question(
      Agent agent,
      boolean force,
      List<String> children,
      @Nullable String reason,
      @Nullable Duration late,
      Moment moment) {
    List<String> text = new ArrayList<>();
    if (late != null) {
      text.add("You sent this " + Say.duration(late) + " ago while I was away: still do it?\n");
    }
    text.add("Kill " + who(agent) + (force ? " by force?" : "?"));
    text.add(state(agent, moment));
    if (!children.isEmpty()) {
      text.add(
          "⚠️ "
              + Say.plural(children.size(), "child").replace("childs", "children")
              + " will die with it: "
              + names(children));
    }
    addReason(text, reason);
    Button yes =
        force
            ? forceKill(agent.life(), reason)
            : Keys.order("Yes, kill", Style.DANGER, agent.life(), "kill", words("yes", reason));
    return OutgoingMessage.of(
        String.join("\n", text), List.of(List.of(yes, Keys.card("Keep it", agent.life()))));
  }

  /** The call is on its way, or the server took it. */
  public static OutgoingMessage asked(Told told, boolean force) {
    return OutgoingMessage.of(
        "⏳ Asked the server to end "
            + name(told.name())
            + (force ? " by force" : "")
            + "…\nWatching until it is over."
            + signed(told));
  }

  /**
   * It ended.
   *
   * @param force whether the kill was by force
   */
  public static OutgoingMessage ended(
      Told told, SessionStatus status, Duration after, boolean force, boolean respawn) {
    String how =
        status == SessionStatus.COMPLETED
            ? Mark.of(status) + " " + name(told.name()) + " completed before the kill took hold"
            : Mark.of(SessionStatus.TERMINATED)
                + " "
                + name(told.name())
                + " ended, "
                + Say.duration(after)
                + (force ? " after the kill by force" : " after the kill");
    return OutgoingMessage.of(how + "." + signed(told), after(told.life(), respawn));
  }

  /** It had ended before the order reached it. */
  public static OutgoingMessage alreadyOver(Agent agent, Moment moment, boolean respawn) {
    return OutgoingMessage.of(
        Mark.of(agent)
            + " Nothing to kill: "
            + name(agent.name())
            + " "
            + CardView.state(agent, moment)
            + ".",
        after(agent.life(), respawn));
  }

  /** The server says it is over, or has forgotten it, and we have nothing newer. */
  public static OutgoingMessage alreadyOver(Told told, boolean respawn) {
    return OutgoingMessage.of(
        Mark.of(SessionStatus.TERMINATED)
            + " Nothing to kill: the server says that "
            + name(told.name())
            + " is over already.",
        after(told.life(), respawn));
  }

  /**
   * @param waited since the order
   * @param force whether force may be offered
   */
  public static OutgoingMessage stillAlive(
      Told told, Duration waited, boolean force, @Nullable String trouble) {
    String text =
        trouble == null
            ? "🟡 "
                + name(told.name())
                + " is <b>still alive</b> "
                + Say.duration(waited)
                + " after the kill."
            : "🟡 Asked to end "
                + name(told.name())
                + ", but I cannot see whether it did.\n⚠️ "
                + Html.escape(Cut.line(trouble, 160));
    List<Button> buttons = new ArrayList<>();
    if (force) {
      buttons.add(forceKill(told.life(), told.reason()));
    }
    buttons.add(Keys.card("Refresh", told.life()));
    return OutgoingMessage.of(
        text + signed(told), List.of(buttons, List.of(Keys.logs(told.life()))));
  }

  /** No end was seen, and nobody looks any more. */
  public static OutgoingMessage givenUp(Told told, Duration waited) {
    return OutgoingMessage.of(
        "🟡 "
            + name(told.name())
            + " was not seen to end in "
            + Say.duration(waited)
            + "; no longer watched."
            + signed(told),
        List.of(
            List.of(Keys.kill(told.life()), Keys.card("Show", told.life())),
            List.of(Keys.logs(told.life()))));
  }

  /** The order was not carried out, and why. */
  public static OutgoingMessage notDone(Told told, String why) {
    return OutgoingMessage.of(
        "❗ " + name(told.name()) + " was <b>not</b> killed.\n⚠️ " + Html.escape(Cut.line(why, 300)),
        List.of(List.of(Keys.kill(told.life()), Keys.card("Show", told.life()))));
  }

  /**
   * Somebody's earlier order is still being watched.
   *
   * @param force whether force may be offered
   */
  public static OutgoingMessage askedBefore(Told told, Instant at, boolean force, Moment moment) {
    List<Button> buttons = new ArrayList<>();
    if (force) {
      buttons.add(forceKill(told.life(), null));
    }
    buttons.add(Keys.card("Show", told.life()));
    return OutgoingMessage.of(
        "⏳ "
            + Names.person(told.byName(), 48)
            + " asked to end "
            + name(told.name())
            + " "
            + moment.ago(at)
            + "; it is being watched.",
        List.of(buttons));
  }

  /** The order was for a run that is gone; the id lives again. */
  public static OutgoingMessage otherLife(Agent now) {
    return OutgoingMessage.of(
        "Nothing was ordered: that run of "
            + name(now.name())
            + " is over and a new one has begun.",
        List.of(List.of(Keys.card("Show", now.life()))));
  }

  static String name(String name) {
    return Mark.name(name, 64);
  }

  static void addReason(List<String> text, @Nullable String reason) {
    if (reason != null) {
      text.add("Reason: " + Html.escape(Cut.line(reason, 160)));
    }
  }

  private static String signed(Told told) {
    List<String> text = new ArrayList<>();
    text.add("\n<i>ordered by " + Names.person(told.byName(), 48) + "</i>");
    addReason(text, told.reason());
    return String.join("\n", text);
  }

  private static List<List<Button>> after(AgentLife life, boolean respawn) {
    return respawn
        ? List.of(List.of(Keys.respawn(life), Keys.logs(life)), List.of(Keys.card("Show", life)))
        : List.of(List.of(Keys.logs(life), Keys.card("Show", life)));
  }

  private static Button forceKill(AgentLife life, @Nullable String reason) {
    return Keys.order("Force kill", Style.DANGER, life, "kill", words("force", reason));
  }

  /** The name, and the id that tells it from others of that name. */
  static String who(Agent agent) {
    return name(agent.name()) + " " + Html.code(Cut.line(agent.id().shortForm(), 8));
  }

  /** "🟢 working · ~48 % · active 6 min ago". */
  static String state(Agent agent, Moment moment) {
    if (agent.isOver()) {
      return Mark.of(agent) + " " + CardView.state(agent, moment);
    }
    Instant activity = agent.session().times().lastActivity();
    return Mark.of(agent)
        + " "
        + Mark.word(agent).toLowerCase(Locale.ROOT)
        + done(agent)
        + (activity == null ? "" : " · active " + moment.agoOnServer(activity));
  }

  private static String done(Agent agent) {
    return agent.progress() == null ? "" : " · " + Bar.percent(agent.progress());
  }

  private static String names(List<String> children) {
    String first =
        String.join(", ", children.stream().limit(5).map(child -> Mark.name(child, 32)).toList());
    return children.size() > 5 ? first + " and " + (children.size() - 5) + " more" : first;
  }

  private static String[] words(String step, @Nullable String reason) {
    return reason == null
        ? new String[] {step}
        : new String[] {step, "reason:" + Cut.line(reason, 300)};
  }
}
