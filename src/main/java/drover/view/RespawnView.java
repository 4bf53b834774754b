package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A respawn from its options to the link between old and new. */
public final class RespawnView {
  private static final List<String> PRIORITIES = List.of("critical", "high", "normal", "low");

  /** For one that ran out of tokens and would run out again. */
  private static final List<Limit> MORE_FIRST = List.of(Limit.HALF_MORE, Limit.DOUBLE, Limit.SAME);

  private static final double EXHAUSTED = 95;

  private RespawnView() {}

  /** Whether it ended, or is about to, for want of tokens. */
  public static boolean outOfTokens(Agent agent) {
    Double used = agent.session().tokens().percentage();
    String error = agent.session().error();
    return (used != null && used >= EXHAUSTED) || (error != null && TokenWords.in(error));
  }

  /** How much the new one may use, measured by the old one. */
  public enum Limit {
    SAME,
    HALF_MORE,
    DOUBLE;

    public String word() {
      return switch (this) {
        case SAME -> "same";
        case HALF_MORE -> "more";
        case DOUBLE -> "double";
      };
    }

    String label() {
      return switch (this) {
        case SAME -> "Same limit";
        case HALF_MORE -> "+50% tokens";
        case DOUBLE -> "Double";
      };
    }

    /** The number; null for the same. */
    public @Nullable Long of(@Nullable Long limit) {
      if (limit == null) {
        return null;
      }
      return switch (this) {
        case SAME -> null;
        case HALF_MORE -> limit + limit / 2;
        case DOUBLE -> limit * 2;
      };
    }
  }

  /**
   * What is chosen so far; it travels in the stored calls of the buttons.
   *
   * @param priority null: the same
   */
  public record Options(Limit limit, boolean reset, @Nullable String priority) {}

  /** What the server lets one choose. */
  public record Choices(boolean limit, boolean reset, boolean priority) {}

  public static OutgoingMessage options(
      Agent agent, Options chosen, Choices choices, @Nullable Duration late, Moment moment) {
    List<String> text = new ArrayList<>();
    if (late != null) {
      text.add("You sent this " + Say.duration(late) + " ago while I was away: still do it?\n");
    }
    text.add("Respawn " + KillView.who(agent) + "?");
    text.add(KillView.state(agent, moment));
    String tokens = CardView.tokens(agent.session().tokens());
    if (!tokens.isEmpty()) {
      text.add(tokens);
    }
    Long limit = chosen.limit().of(agent.session().tokens().limit());
    if (limit != null) {
      text.add("New limit: " + Say.count(limit) + " tokens");
    }
    if (!agent.isOver()) {
      text.add("⚠️ The old one is not over: it may live on beside the new one.");
    }
    return OutgoingMessage.of(String.join("\n", text), keyboard(agent, chosen, choices));
  }

  public static OutgoingMessage asked(KillView.Told told) {
    return OutgoingMessage.of(
        "⏳ Asked the server to respawn " + KillView.name(told.name()) + "…" + signed(told));
  }

  /**
   * @param oldAlive the old one was only stalled and lives on
   */
  public static OutgoingMessage done(KillView.Told told, AgentLife successor, boolean oldAlive) {
    String alive = oldAlive ? "\n🟡 The old one is still alive." : "";
    List<Button> old = new ArrayList<>();
    old.add(Keys.card("Old agent", told.life()));
    if (oldAlive) {
      old.add(killOld(told.life()));
    }
    return OutgoingMessage.of(
        "🔵 "
            + KillView.name(told.name())
            + " was respawned as "
            + Html.code(Cut.line(successor.session().shortForm(), 8))
            + "."
            + alive
            + signed(told),
        List.of(List.of(Keys.card("New agent", successor)), old));
  }

  public static OutgoingMessage notDone(KillView.Told told, String why) {
    return OutgoingMessage.of(
        "❗ "
            + KillView.name(told.name())
            + " was <b>not</b> respawned.\n⚠️ "
            + Html.escape(Cut.line(why, 300)),
        List.of(List.of(Keys.respawn(told.life()), Keys.card("Show", told.life()))));
  }

  /** Nobody knows whether the server did it. */
  public static OutgoingMessage unknown(KillView.Told told, LookedUp lookedUp) {
    List<Button> buttons = new ArrayList<>(lookedUp.buttons());
    buttons.add(Keys.card("Old agent", told.life()));
    return OutgoingMessage.of(
        "❓ The server did not say whether it respawned "
            + KillView.name(told.name())
            + "."
            + lookedUp.sentences("No new agent is in the list so far.")
            + signed(told),
        List.of(buttons, List.of(CardView.back())));
  }

  /** It was respawned before. */
  public static OutgoingMessage doneBefore(
      KillView.Told told, @Nullable SessionId successor, Moment moment) {
    String text = "🔵 " + KillView.name(told.name()) + " was respawned already";
    if (successor == null) {
      return OutgoingMessage.of(
          "⏳ A respawn of " + KillView.name(told.name()) + " is on its way already.");
    }
    return OutgoingMessage.of(
        text + " by " + Names.person(told.byName(), 48) + ".",
        List.of(
            List.of(Keys.page("New agent", "agent", AgentButtons.exact(successor))),
            List.of(Keys.card("Old agent", told.life()))));
  }

  /** What cannot be respawned in its state. */
  public static OutgoingMessage notNow(Agent agent, Moment moment) {
    return OutgoingMessage.of(
        "❗ "
            + KillView.name(agent.name())
            + " cannot be respawned now: "
            + CardView.state(agent, moment)
            + ".",
        List.of(List.of(Keys.card("Show", agent.life()))));
  }

  /** Its question is a new message: the link to the new agent stays. */
  private static Button killOld(AgentLife life) {
    CommandCall kill = CommandCall.of("kill", AgentButtons.exact(life.session()));
    return new Button.Call("Kill the old one", Style.DANGER, ButtonSpec.look(kill, life.key()));
  }

  private static String signed(KillView.Told told) {
    return "\n<i>ordered by " + Names.person(told.byName(), 48) + "</i>";
  }

  private static List<List<Button>> keyboard(Agent agent, Options chosen, Choices choices) {
    List<Button> limits = new ArrayList<>();
    if (choices.limit() && agent.session().tokens().limit() != null) {
      for (Limit limit : outOfTokens(agent) ? MORE_FIRST : List.of(Limit.values())) {
        limits.add(
            option(
                (limit == chosen.limit() ? "✓ " : "") + limit.label(),
                agent,
                new Options(limit, chosen.reset(), chosen.priority())));
      }
    }
    List<Button> rest = new ArrayList<>();
    if (choices.reset()) {
      rest.add(
          option(
              "Reset progress: " + (chosen.reset() ? "on" : "off"),
              agent,
              new Options(chosen.limit(), !chosen.reset(), chosen.priority())));
    }
    if (choices.priority()) {
      String now = chosen.priority() == null ? agent.session().priority() : chosen.priority();
      rest.add(
          option(
              "Priority: " + ListView.label(now),
              agent,
              new Options(chosen.limit(), chosen.reset(), next(now))));
    }
    return List.of(
        limits,
        rest,
        List.of(
            Keys.order("Respawn now", Style.PRIMARY, agent.life(), "respawn", words("now", chosen)),
            Keys.card("Cancel", agent.life())));
  }

  private static Button option(String label, Agent agent, Options options) {
    return Keys.about(label, Style.PLAIN, agent.life(), "respawn", words("set", options));
  }

  private static String[] words(String step, Options options) {
    List<String> words = new ArrayList<>();
    words.add(step);
    words.add("limit:" + options.limit().word());
    words.add("reset:" + (options.reset() ? "on" : "off"));
    if (options.priority() != null) {
      words.add("priority:" + options.priority());
    }
    return words.toArray(String[]::new);
  }

  private static String next(String priority) {
    return PRIORITIES.get((PRIORITIES.indexOf(priority) + 1) % PRIORITIES.size());
  }
}
