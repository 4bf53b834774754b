package drover.view;

import static drover.view.NoticeLines.error;
import static drover.view.NoticeLines.facts;
import static drover.view.NoticeLines.foot;
import static drover.view.NoticeLines.head;
import static drover.view.NoticeLines.kill;
import static drover.view.NoticeLines.lines;
import static drover.view.NoticeLines.logs;
import static drover.view.NoticeLines.message;
import static drover.view.NoticeLines.parent;
import static drover.view.NoticeLines.priority;
import static drover.view.NoticeLines.ran;
import static drover.view.NoticeLines.respawn;
import static drover.view.NoticeLines.respawnOver;
import static drover.view.NoticeLines.row;
import static drover.view.NoticeLines.task;
import static drover.view.NoticeLines.tokens;
import static drover.view.NoticeLines.when;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.incident.FalseAlarms;
import drover.incident.Incident;
import drover.incident.Incident.Closing;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition.Kind;
import drover.view.NoticeView.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of stalls and failures, by what is so now: who takes care, and how it ended. A message
 * that stands is edited to the same words.
 */
public final class IncidentView {
  /** A server may call an agent stalled the moment it falls silent. */
  private static final Duration SILENCE_WORTH_TELLING = Duration.ofMinutes(1);

  private static final int PERSON = 40;

  private IncidentView() {}

  /** Why a stall is told at all, where it is not for the first time or not in its usual place. */
  public enum Occasion {
    FIRST,
    AGAIN,
    ESCALATED
  }

  /**
   * What is shown.
   *
   * @param incident null: nothing more is known than the notice says
   * @param successor the name of the agent that took over; null when not known
   */
  public record Case(@Nullable Incident incident, @Nullable String successor, Occasion occasion) {
    @Nullable Closing closing() {
      return incident == null ? null : incident.closing();
    }
  }

  public static OutgoingMessage stall(Notice notice, Case about, Telling telling) {
    Closing closing = about.closing();
    return closing == null
        ? lasting(notice, about, telling)
        : switch (closing.outcome()) {
          case Closing.RECOVERED -> recovered(notice, about, closing, telling);
          case Closing.RESPAWNED -> respawned(notice, about, closing, telling);
          case Closing.FALSE_ALARM -> falseAlarm(notice, closing, telling);
          case Closing.SERVER_RESTARTED ->
              settled(notice, "the server was restarted", closing, telling);
          default -> settled(notice, "ended: " + closing.outcome(), closing, telling);
        };
  }

  public static OutgoingMessage failure(Notice notice, Case about, Telling telling) {
    Closing closing = about.closing();
    Button respawn = closing == null ? respawnOver(notice, telling) : null;
    boolean larger =
        notice.ranOutOfTokens() && NoticeLines.offersMoreTokens(respawn, telling.capabilities());
    Button next =
        closing == null || !closing.outcome().equals(Closing.RESPAWNED)
            ? respawn
            : successor(closing);
    return OutgoingMessage.of(
        lines(
            head(Mark.of(Kind.FAILED), "Failed", notice),
            facts(ran(notice), tokens(notice), priority(notice)),
            facts(parent(notice), when(notice, telling)),
            error(notice),
            larger ? "Out of tokens: <b>Respawn</b> offers a larger limit." : "",
            care(about, telling),
            closing == null ? "" : ending(about, closing, telling),
            foot(notice, telling)),
        List.of(row(next, logs(notice, telling), closing == null ? ack(about) : null)));
  }

  /** A short word over a button that comes too late, or did its work; plain text. */
  public static String toast(Incident incident, Moment moment) {
    Closing closing = incident.closing();
    Incident.Ack ack = incident.care().ack();
    Incident.Snooze snooze = incident.care().snooze();
    if (closing != null) {
      String by = closing.by() == null ? "" : ", by " + Cut.line(closing.by(), PERSON);
      return "It is over: %s %s%s."
          .formatted(closing.outcome().replace('-', ' '), moment.clock(closing.at()), by);
    }
    if (ack != null) {
      return "Acked by %s %s.".formatted(Cut.line(ack.name(), PERSON), moment.clock(ack.at()));
    }
    return snooze == null
        ? "It lasts."
        : "Snoozed by %s until %s."
            .formatted(Cut.line(snooze.name(), PERSON), moment.clock(snooze.until()));
  }

  /** What a false alarm changes, over the button that called it one; plain text. */
  public static String falseAlarmToast(FalseAlarms.Raise raise) {
    String silence = raise.silence() == null ? "longer" : Say.duration(raise.silence());
    String change =
        switch (raise.effect()) {
          case LONGER -> "Agents of that name may be silent for " + silence + " from now on.";
          case LONGEST ->
              "Agents of that name may be silent for "
                  + silence
                  + " already, the longest there is.";
          case NAMELESS -> "It has no name, so others are told of as before.";
          case GONE -> "The agent is gone, so others are told of as before.";
        };
    return "A false alarm. " + change;
  }

  private static OutgoingMessage lasting(Notice notice, Case about, Telling telling) {
    Instant since = notice.times().silentSince();
    Duration silent = since == null ? Duration.ZERO : Duration.between(since, telling.now());
    String silence =
        silent.compareTo(SILENCE_WORTH_TELLING) < 0
            ? "no sign of life, says the server"
            : "silent for " + Say.duration(silent);
    boolean open = about.incident() != null && about.incident().care().ack() == null;
    return OutgoingMessage.of(
        lines(
            head(Mark.of(Kind.STALLED), word(about.occasion()), notice),
            facts(silence, tokens(notice), priority(notice)),
            task(notice),
            facts(parent(notice), when(notice, telling)),
            care(about, telling),
            foot(notice, telling)),
        List.of(
            row(
                kill(notice, telling),
                telling.reported() == SessionStatus.COMPLETED ? null : respawn(notice, telling),
                logs(notice, telling)),
            row(ack(about), falseAlarm(notice, about)),
            open ? snoozes(about) : List.of()));
  }

  private static String word(Occasion occasion) {
    return switch (occasion) {
      case FIRST, ESCALATED -> "Stalled";
      case AGAIN -> "Still stalled";
    };
  }

  /** Who takes care of it, or did; empty when nobody does. */
  static String taken(Incident incident, Moment moment) {
    Incident.Ack ack = incident.care().ack();
    Incident.Snooze snooze = incident.care().snooze();
    if (ack != null) {
      return "✋ acked by %s %s".formatted(Names.person(ack.name(), PERSON), moment.clock(ack.at()));
    }
    return snooze == null || !incident.isOpen()
        ? ""
        : "💤 snoozed by %s until %s"
            .formatted(Names.person(snooze.name(), PERSON), moment.clock(snooze.until()));
  }

  /** Who takes care of it, or that nobody does. */
  private static String care(Case about, Telling telling) {
    Incident incident = about.incident();
    if (incident == null) {
      return "";
    }
    String taken = taken(incident, telling.moment());
    return !taken.isEmpty() || !incident.isOpen() || about.occasion() == Occasion.FIRST
        ? taken
        : "nobody has acked it for "
            + Say.duration(Duration.between(incident.knownSince(), telling.now()));
  }

  private static OutgoingMessage recovered(
      Notice notice, Case about, Closing closing, Telling telling) {
    return message(
        lines(
            head(Mark.of(Kind.RECOVERED), "Recovered", notice),
            "recovered" + after(about, closing) + at(closing, telling),
            care(about, telling),
            foot(notice, telling)),
        logs(notice, telling));
  }

  private static OutgoingMessage respawned(
      Notice notice, Case about, Closing closing, Telling telling) {
    return message(
        lines(
            head(Mark.SETTLED, "Respawned", notice),
            ending(about, closing, telling),
            care(about, telling),
            foot(notice, telling)),
        successor(closing),
        logs(notice, telling));
  }

  private static OutgoingMessage falseAlarm(Notice notice, Closing closing, Telling telling) {
    return message(
        lines(
            head(Mark.SETTLED, "False alarm", notice),
            ending(new Case(null, null, Occasion.FIRST), closing, telling),
            foot(notice, telling)),
        logs(notice, telling),
        AgentButtons.history(notice.life()));
  }

  private static OutgoingMessage settled(
      Notice notice, String how, Closing closing, Telling telling) {
    return message(
        lines(
            head(Mark.SETTLED, "No longer stalled", notice),
            how + at(closing, telling),
            foot(notice, telling)),
        logs(notice, telling),
        AgentButtons.history(notice.life()));
  }

  private static String ending(Case about, Closing closing, Telling telling) {
    String by = closing.by() == null ? "" : Names.person(closing.by(), PERSON);
    return switch (closing.outcome()) {
      case Closing.RESPAWNED ->
          "respawned as %s%s%s"
              .formatted(
                  about.successor() == null ? "" : Mark.name(about.successor(), PERSON) + " ",
                  closing.detail() == null
                      ? "a new agent"
                      : Html.code(Cut.line(new SessionId(closing.detail()).shortForm(), 40)),
                  (by.isEmpty() ? "" : " by " + by) + at(closing, telling));
      case Closing.FALSE_ALARM ->
          "false alarm, says %s%s"
              .formatted(
                  by,
                  closing.detail() == null
                      ? ""
                      : "; next time after %s of silence"
                          .formatted(
                              Say.duration(Duration.ofSeconds(Long.parseLong(closing.detail())))));
      case Closing.SERVER_RESTARTED -> "the server was restarted" + at(closing, telling);
      default -> closing.outcome() + at(closing, telling);
    };
  }

  private static String after(Case about, Closing closing) {
    Incident incident = about.incident();
    return incident == null
        ? ""
        : " after " + Say.duration(Duration.between(incident.openedAt(), closing.at()));
  }

  private static String at(Closing closing, Telling telling) {
    return ", at " + telling.moment().clock(closing.at());
  }

  private static @Nullable Button successor(Closing closing) {
    return closing.detail() == null
        ? null
        : AgentButtons.newcomer("New agent", new SessionId(closing.detail()));
  }

  private static @Nullable Button ack(Case about) {
    Incident incident = about.incident();
    return incident == null || incident.care().ack() != null ? null : AgentButtons.ack(incident);
  }

  private static @Nullable Button falseAlarm(Notice notice, Case about) {
    return about.incident() == null || !notice.named()
        ? null
        : AgentButtons.falseAlarm(about.incident());
  }

  private static List<Button> snoozes(Case about) {
    Incident incident = about.incident();
    return incident == null
        ? List.of()
        : List.of(
            AgentButtons.snooze("Snooze 30m", incident, "30m"),
            AgentButtons.snooze("Snooze 2h", incident, "2h"),
            AgentButtons.snooze("Until morning", incident, "morning"));
  }
}
