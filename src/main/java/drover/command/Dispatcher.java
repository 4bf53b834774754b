package drover.command;

import drover.base.Loop;
import drover.base.Managed;
import drover.base.StorageException;
import drover.base.Threads;
import drover.chat.CommandCall;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.chat.TokenMint;
import drover.chat.TokenMint.StoredButton;
import drover.view.DownView;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains the inbox: one chat's updates one after the other, chats side by side, kills on threads of
 * their own. An update is done once it was handled, whatever came of it.
 */
final class Dispatcher implements Managed {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration DOWN = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int BATCH = 100;
  private static final int MOST_IN_FLIGHT = 1000;

  private final Inbox inbox;
  private final TokenMint mint;
  private final Commands commands;
  private final Reception reception;
  private final Replies replies;
  private final Workers workers;
  private final Handling handling;
  private final Loop loop = new Loop("dispatcher", this::turn);

  /** How presses are answered in time. */
  record Replies(Messenger messenger, Timer timer, Clock clock) {}

  /**
   * @param chats carries out what chats ask
   * @param kills carries out kills
   * @param patience how long whoever hands over may wait for them
   */
  record Workers(Lanes chats, Lanes kills, Duration patience, Runnable stop) {
    static Workers threads(int chats, int kills) {
      ExecutorService front = Executors.newFixedThreadPool(chats, Threads.named("command"));
      ExecutorService kill = Executors.newFixedThreadPool(kills, Threads.named("kill"));
      return new Workers(
          new Lanes(front),
          new Lanes(kill),
          PATIENCE,
          () -> {
            boolean killsEnded = Threads.stop(kill, STOP_PATIENCE);
            boolean chatsEnded = Threads.stop(front, STOP_PATIENCE);
            if (!killsEnded || !chatsEnded) {
              log.warn("Some commands were still busy when the program ended");
            }
          });
    }

    /** All on one executor, for tests. */
    static Workers on(Executor executor) {
      return new Workers(new Lanes(executor), new Lanes(executor), Duration.ZERO, () -> {});
    }
  }

  Dispatcher(
      Inbox inbox,
      TokenMint mint,
      Commands commands,
      Reception reception,
      Replies replies,
      Workers workers) {
    this.inbox = inbox;
    this.handling = new Handling(inbox);
    this.mint = mint;
    this.commands = commands;
    this.reception = reception;
    this.replies = replies;
    this.workers = workers;
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop();
    workers.stop().run();
  }

  /** Something new is in the inbox. Any thread; returns at once. */
  void wake() {
    loop.wake();
  }

  /** One turn on the caller's thread, for tests. */
  Duration runOnce() {
    return loop.runOnce();
  }

  /**
   * Handles an update that could not be stored, if that is possible without the database.
   *
   * @return completes once it was handled; null when it has to be stored first
   */
  @Nullable CompletableFuture<Void> handleUnstored(Incoming incoming) {
    boolean ofAPerson =
        switch (incoming.kind()) {
          case TYPED, PRESSED -> true;
          case ADMITTED, EXPELLED, REOPENED, MIGRATED -> false;
        };
    if (!ofAPerson) {
      return null;
    }
    CompletableFuture<Void> handled = new CompletableFuture<>();
    if (handling.begin(incoming.updateId())) {
      handOver(incoming, () -> handled.complete(null));
    } else {
      handled.complete(null);
    }
    return handled;
  }

  /** Updates being handled, and those handled that cannot be marked so yet. */
  int inFlight() {
    return handling.size();
  }

  private Duration turn() {
    boolean settled = handling.settle();
    int busy = handling.size();
    if (busy >= MOST_IN_FLIGHT) {
      return SOON;
    }
    int taken = 0;
    try {
      for (Incoming incoming : inbox.waiting(busy + BATCH)) {
        if (handling.begin(incoming.updateId())) {
          taken++;
          handOver(incoming, () -> {});
        }
      }
    } catch (StorageException e) {
      log.debug("The inbox cannot be read", e);
      return DOWN;
    }
    return taken >= BATCH ? Duration.ZERO : settled ? IDLE : SOON;
  }

  private void handOver(Incoming incoming, Runnable afterwards) {
    PressReply reply = null;
    String urgent = null;
    if (incoming.kind() == Incoming.Kind.PRESSED && incoming.pressId() != null) {
      reply = new PressReply(replies.messenger(), incoming.pressId());
      reply.promise(
          replies.timer(), Duration.between(incoming.sentAt(), replies.clock().instant()));
      urgent = urgency(incoming.text());
    }
    PressReply answer = reply;
    Runnable task =
        () -> {
          try {
            handle(incoming, answer);
          } finally {
            afterwards.run();
          }
        };
    if (urgent != null) {
      workers.kills().submit(urgent, task);
    } else {
      workers.chats().submit(incoming.chat().chat(), task);
    }
  }

  /** The lane of a press that must not wait, one for each agent; null for the rest. */
  private @Nullable String urgency(String token) {
    try {
      StoredButton button = mint.find(token).orElse(null);
      if (button == null) {
        return null;
      }
      CommandCall call = button.spec().call();
      boolean urgent = commands.find(call.name()).map(c -> c.isUrgent(call)).orElse(false);
      String life = button.spec().life();
      return urgent ? (life == null ? token : life) : null;
    } catch (StorageException e) {
      return null;
    } catch (RuntimeException e) {
      log.error("Cannot look a button up; it is tried again in its chat's turn", e);
      return null;
    }
  }

  private void handle(Incoming incoming, @Nullable PressReply reply) {
    boolean later = false;
    String word = "Something went wrong here.";
    try {
      reception.accept(incoming, reply);
      word = "";
    } catch (StorageException e) {
      // What the service tells us of a chat will be true later, too; what people ask is not kept.
      later = reply == null && incoming.kind() != Incoming.Kind.TYPED;
      word = DownView.TOAST;
      log.warn("Update {} failed for want of the database", incoming.updateId(), e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.error("Update {} failed", incoming.updateId(), e);
    } finally {
      if (reply != null) {
        reply.answer(word);
      }
      if (later) {
        handling.giveBack(incoming.updateId());
      } else {
        handling.finish(incoming.updateId());
      }
    }
  }
}
