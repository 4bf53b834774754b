package drover.digest;

import drover.access.Access;
import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.Session;
import drover.view.DigestView;
import drover.view.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what a digest tells: the present from the board, the past from history. Any thread. */
public final class DigestComposer {
  /** More entries than this are not counted: memory is bounded. */
  private static final int MOST = 20_000;

  private final Board board;
  private final HistoryStore history;
  private final Access access;
  private final Redactor redactor;
  private final Supplier<Duration> clockOffset;
  private final Clock clock;

  /**
   * @param clockOffset how far the server's clock is ahead of ours
   */
  public DigestComposer(
      Board board,
      HistoryStore history,
      Access access,
      Redactor redactor,
      Supplier<Duration> clockOffset,
      Clock clock) {
    this.board = board;
    this.history = history;
    this.access = access;
    this.redactor = redactor;
    this.clockOffset = clockOffset;
    this.clock = clock;
  }

  /**
   * What ended from {@code from} until {@code to}, and what is so now.
   *
   * @param lateFor when it should have come; null when it is not late
   */
  OutgoingMessage compose(ChatAddress chat, Instant from, Instant to, @Nullable Instant lateFor) {
    Board.Snapshot now = board.snapshot();
    List<HistoryEntry> ended = history.between(from, to, MOST);
    return DigestView.digest(
        new DigestView.Facts(
            from,
            new Moment(clock.instant(), clockOffset.get(), access.zone(chat)),
            now.agents().stream().map(this::clean).toList(),
            ended.stream().map(this::clean).toList(),
            history.tokensSpent(from, to),
            lateFor,
            now.trouble()));
  }

  private Agent clean(Agent agent) {
    Session session = agent.session().withName(redactor.redact(agent.name()));
    return new Agent(agent.life(), session, agent.verdict(), agent.progress(), agent.asOf());
  }

  private HistoryEntry clean(HistoryEntry entry) {
    String detail = entry.detail();
    return new HistoryEntry(
        entry.life(),
        redactor.redact(entry.name()),
        entry.kind(),
        entry.earliest(),
        entry.latest(),
        detail == null ? null : redactor.redact(detail),
        entry.by(),
        entry.tokensUsed(),
        entry.seconds());
  }
}
