package drover.command;

import drover.base.ScheduledTask;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.view.SpawnView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people who have been silent for long that nothing was created, and forgets old drafts. */
final class SpawnTimeout implements ScheduledTask {
  private static final Logger log = LoggerFactory.getLogger(SpawnTimeout.class);
  private static final Duration KEPT = Duration.ofDays(1);

  private final DraftStore drafts;
  private final SpawnPages pages;
  private final Messenger messenger;
  private final Clock clock;

  SpawnTimeout(DraftStore drafts, SpawnPages pages, Messenger messenger, Clock clock) {
    this.drafts = drafts;
    this.pages = pages;
    this.messenger = messenger;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "spawn-timeout";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(15);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    for (Draft draft : drafts.silentSince(now.minus(Conversations.PATIENCE))) {
      drafts.save(draft.withState(Draft.State.EXPIRED)).ifPresent(this::tell);
    }
    int forgotten = drafts.sweep(now.minus(KEPT));
    log.debug("Forgot {} drafts", forgotten);
  }

  private void tell(Draft draft) {
    var ignored =
        messenger.send(draft.chat(), SpawnView.timedOut(pages.page(draft), Conversations.PATIENCE));
  }
}
