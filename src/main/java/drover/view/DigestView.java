package drover.view;

import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.session.Agent;
import drover.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of digests. What needs a person comes first, what went well last. */
public final class DigestView {
  /** The ends that are told, the most urgent first. */
  private static final List<String> URGENCY = List.of("failed", "terminated", "completed");

  private static final int NAME = 40;
  private static final int DETAIL = 70;
  private static final int ROWS = 10;

  private DigestView() {}

  /**
   * What a digest tells.
   *
   * @param agents all that are not over
   * @param ended ends within the time, in any order; other entries are passed over
   * @param tokens spent within the time by all agents
   * @param dueAt when it should have come; null when it is not late
   * @param trouble why the state may be old; null when all is well
   */
  public record Facts(
      Instant from,
      Moment moment,
      List<Agent> agents,
      List<HistoryEntry> ended,
      long tokens,
      @Nullable Instant dueAt,
      @Nullable String trouble) {
    public Facts {
      agents = agents.stream().filter(agent -> !agent.isOver()).toList();
      ended = ended.stream().filter(entry -> URGENCY.contains(entry.kind())).toList();
    }
  }

  public static OutgoingMessage digest(Facts facts) {
    List<Agent> stuck = facts.agents().stream().filter(DigestView::isStuck).toList();
    List<Agent> running =
        facts.agents().stream()
            .filter(agent -> !isStuck(agent))
            .sorted(Comparator.comparing(DigestView::percent).reversed())
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(head(facts));
    if (facts.dueAt() != null) {
      lines.add(late(facts.dueAt(), facts.moment()));
    }
    lines.add(sums(facts, running.size(), stuck.size()));
    section(lines, "Stuck", stuck, agent -> stuckRow(agent, facts.moment()));
    section(lines, "Running", running, DigestView::runningRow);
    section(lines, "Ended", byUrgency(facts.ended()), DigestView::endedRow);
    if (facts.trouble() != null) {
      lines.add("\n⚠️ <i>" + Html.escape(Cut.line(facts.trouble(), 200)) + "</i>");
    }
    String html = lines.stream().filter(l -> !l.isEmpty()).collect(Collectors.joining("\n"));
    return OutgoingMessage.of(html, List.of(List.of(AgentButtons.all())));
  }

  private static String head(Facts facts) {
    String since = "since " + facts.moment().clock(facts.from());
    boolean empty = facts.agents().isEmpty() && facts.ended().isEmpty() && facts.tokens() <= 0;
    // With trouble nobody knows what happened.
    boolean nothing = empty && facts.trouble() == null;
    return "📋 <b>Digest</b> · " + (nothing ? "nothing happened " : "") + since;
  }

  private static String late(Instant due, Moment moment) {
    return "<i>late: due " + moment.clock(due) + ", sent " + moment.clock(moment.now()) + "</i>";
  }

  private static String sums(Facts facts, int running, int stuck) {
    long completed = facts.ended().stream().filter(e -> e.kind().equals("completed")).count();
    long failed = facts.ended().stream().filter(e -> e.kind().equals("failed")).count();
    return Stream.of(
            running == 0 ? "" : running + " running",
            stuck == 0 ? "" : stuck + " stuck",
            facts.ended().isEmpty() ? "" : facts.ended().size() + " ended",
            completed + failed == 0
                ? ""
                : "success " + Math.round(100.0 * completed / (completed + failed)) + " %",
            facts.tokens() <= 0 ? "" : Say.count(facts.tokens()) + " tokens")
        .filter(sum -> !sum.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static <T> void section(
      List<String> lines, String title, List<T> rows, Function<T, String> row) {
    if (rows.isEmpty()) {
      return;
    }
    lines.add("\n<b>" + title + "</b>");
    rows.stream().limit(ROWS).map(row).forEach(lines::add);
    if (rows.size() > ROWS) {
      lines.add("and " + (rows.size() - ROWS) + " more");
    }
  }

  private static String stuckRow(Agent agent, Moment moment) {
    return Mark.of(agent) + " " + Mark.name(agent.name(), NAME) + " · " + Mark.state(agent, moment);
  }

  private static String runningRow(Agent agent) {
    String name = Mark.of(agent) + " " + Mark.name(agent.name(), NAME) + " · ";
    return agent.progress() == null ? name + Mark.word(agent) : name + Bar.of(agent.progress());
  }

  private static String endedRow(HistoryEntry entry) {
    Long seconds = entry.seconds();
    String ran = seconds == null ? "" : " · " + Say.duration(Duration.ofSeconds(seconds));
    String detail = entry.kind().equals("failed") ? entry.detail() : null;
    String why = detail == null ? "" : " · " + Html.escape(Cut.line(detail, DETAIL));
    return Mark.ofEntry(entry.kind()) + " " + Mark.name(entry.name(), NAME) + ran + why;
  }

  private static List<HistoryEntry> byUrgency(List<HistoryEntry> ended) {
    return ended.stream()
        .sorted(
            Comparator.comparing((HistoryEntry entry) -> URGENCY.indexOf(entry.kind()))
                .thenComparing(HistoryEntry::latest, Comparator.reverseOrder()))
        .toList();
  }

  /** Silent, or out of tokens and still burning. */
  private static boolean isStuck(Agent agent) {
    return agent.status() == SessionStatus.STALLED || agent.status() == SessionStatus.FAILED;
  }

  private static int percent(Agent agent) {
    return agent.progress() == null ? -1 : agent.progress().percent();
  }
}
