package drover.view;

import drover.base.HealthCheck;
import drover.session.Agent;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The sign and the word for a status: the same wherever an agent is shown. */
public final class Mark {
  /** A stall that is over, however it ended. */
  static final String SETTLED = "⚪";

  private Mark() {}

  public static String of(SessionStatus status) {
    return switch (status) {
      case SPAWNING -> "🔵";
      case WORKING -> "🟢";
      case STALLED -> "🟡";
      case COMPLETED -> "✅";
      case FAILED -> "🔴";
      case TERMINATED -> "⚫";
    };
  }

  public static String of(Agent agent) {
    return of(agent.status());
  }

  static String of(Transition.Kind kind) {
    return switch (kind) {
      case APPEARED -> of(SessionStatus.SPAWNING);
      case STALLED -> of(SessionStatus.STALLED);
      case RECOVERED -> of(SessionStatus.WORKING);
      case COMPLETED -> of(SessionStatus.COMPLETED);
      case FAILED -> of(SessionStatus.FAILED);
      case TERMINATED -> of(SessionStatus.TERMINATED);
      case LATE -> "⏰";
      case STUCK_STARTING -> "🐌";
      case TOKENS_LOW -> "🪫";
      case TOKENS_USED_UP -> "🪙";
      case VANISHED -> "👻";
    };
  }

  static String of(HealthCheck.State state) {
    return switch (state) {
      case OK -> "🟢";
      case DEGRADED -> "🟡";
      case DOWN -> "🔴";
    };
  }

  /** For an entry of the history; it may be of a kind that is not known here. */
  static String ofEntry(String kind) {
    if (kind.equals("kill") || kind.equals("respawn") || kind.equals("create")) {
      return "👤";
    }
    if (kind.equals("learned")) {
      return of(Transition.Kind.APPEARED);
    }
    for (Transition.Kind known : Transition.Kind.values()) {
      if (known.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(kind)) {
        return of(known);
      }
    }
    return "•";
  }

  /** The word for people; a budget that is used up is no end and must not read like one. */
  static String word(Agent agent) {
    return isExhausted(agent) ? "out of tokens" : agent.status().word();
  }

  /** How it is and for how long: "silent 6 min", "failed 3 min ago", "working". */
  static String state(Agent agent, Moment moment) {
    Instant end = agent.session().times().end();
    if (agent.isOver()) {
      return end == null ? word(agent) : word(agent) + " " + moment.agoOnServer(end);
    }
    if (isExhausted(agent)) {
      return word(agent) + ", still running";
    }
    Instant activity = agent.session().times().lastActivity();
    return agent.status() == SessionStatus.STALLED && activity != null
        ? "silent " + Say.duration(Duration.between(activity, moment.serverNow()))
        : word(agent);
  }

  /** Out of tokens by our count, while the server reports no end. */
  static boolean isExhausted(Agent agent) {
    return agent.status() == SessionStatus.FAILED
        && agent.verdict().source() == Verdict.Source.DERIVED;
  }

  /** A name in bold. */
  static String name(String name, int most) {
    return "<b>" + Names.html(name, most) + "</b>";
  }

  static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
