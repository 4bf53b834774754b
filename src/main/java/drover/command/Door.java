package drover.command;

import drover.base.StorageException;
import drover.base.Transactor;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.chat.Intake;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: the inbox, and past it while the database is down. What people type and press is then
 * answered or refused at once, and needs no keeping; the rest is left to the service, which brings
 * it again. One caller at a time.
 */
final class Door implements Intake {
  private static final Logger log = LoggerFactory.getLogger(Door.class);

  private final Inbox inbox;
  private final Transactor transactor;
  private final Dispatcher dispatcher;
  private final Duration patience;

  /** Those of the last delivery that were answered, or are being, without the inbox. */
  private final Map<Long, CompletableFuture<Void>> past = new HashMap<>();

  private final AtomicLong answered = new AtomicLong();
  private boolean down;

  /**
   * @param patience how long to wait for answers, before what is not answered yet is left
   */
  Door(Inbox inbox, Transactor transactor, Dispatcher dispatcher, Duration patience) {
    this.inbox = inbox;
    this.transactor = transactor;
    this.dispatcher = dispatcher;
    this.patience = patience;
  }

  /** How many updates were answered past the inbox. Any thread. */
  long answered() {
    return answered.get();
  }

  @Override
  public Taken take(List<Incoming> updates) {
    // What does not come again was confirmed.
    past.keySet().retainAll(updates.stream().map(Incoming::updateId).collect(Collectors.toSet()));
    try {
      int fresh = transactor.call(() -> store(updates));
      past.clear();
      noteDown(false);
      return Taken.all(fresh);
    } catch (StorageException e) {
      noteDown(true);
      return pastTheInbox(updates);
    }
  }

  /** Whoever was answered meanwhile is not answered again. */
  private int store(List<Incoming> updates) {
    int fresh = inbox.store(updates);
    past.keySet().forEach(inbox::done);
    return fresh;
  }

  private Taken pastTheInbox(List<Incoming> updates) {
    Set<Long> left = new HashSet<>();
    for (Incoming update : updates) {
      long id = update.updateId();
      CompletableFuture<Void> answer =
          past.containsKey(id) ? past.get(id) : dispatcher.handleUnstored(update);
      if (answer == null) {
        left.add(id);
      } else {
        CompletableFuture<Void> known = past.put(id, answer);
        answered.addAndGet(known == null ? 1 : 0);
      }
    }
    awaitAnswers();
    past.forEach(
        (id, answer) -> {
          if (!answer.isDone()) {
            left.add(id);
          }
        });
    return new Taken(0, left);
  }

  private void awaitAnswers() {
    try {
      CompletableFuture.allOf(past.values().toArray(CompletableFuture<?>[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.debug("Not all is answered yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot fail", e);
    }
  }

  private void noteDown(boolean isDown) {
    if (isDown != down) {
      down = isDown;
      log.warn(
          isDown
              ? "Updates cannot be stored: looks are answered from memory, orders refused"
              : "Updates are stored again");
    }
  }
}
