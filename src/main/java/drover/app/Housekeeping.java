package drover.app;

import drover.base.ScheduledTask;
import drover.chat.Inbox;
import drover.chat.TokenMint;
import drover.outbox.OutboxStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the tables that only serve delivery small. */
final class Housekeeping implements ScheduledTask {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  /** Telegram redelivers updates for 24 hours. */
  private static final Duration UPDATES = Duration.ofDays(2);

  private static final Duration BUTTONS = Duration.ofDays(1);
  private static final Duration FACTS = Duration.ofDays(30);

  private final Inbox inbox;
  private final TokenMint tokens;
  private final OutboxStore outbox;
  private final Clock clock;

  Housekeeping(Inbox inbox, TokenMint tokens, OutboxStore outbox, Clock clock) {
    this.inbox = inbox;
    this.tokens = tokens;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "housekeeping";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    int rows = inbox.sweep(now.minus(UPDATES));
    rows += tokens.sweep(now.minus(BUTTONS));
    rows += outbox.sweep(now.minus(FACTS));
    log.debug("Housekeeping removed {} rows", rows);
  }
}
