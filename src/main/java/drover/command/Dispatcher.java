package drover.command;

import drover.base.Loop;
import drover.base.Managed;
import drover.base.Threads;
import drover.chat.CommandCall;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.chat.TokenMint;
import drover.chat.TokenMint.StoredButton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
  private static final int BATCH = 100;
  private static final int MOST_IN_FLIGHT = 1000;

  private final Inbox inbox;
  private final TokenMint mint;
  private final Commands commands;
  private final Reception reception;
  private final Replies replies;
  private final Workers workers;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
  private final Set<Long> handled = ConcurrentHashMap.newKeySet();
  private final Set<Long> done = ConcurrentHashMap.newKeySet();
  private final Loop loop = new Loop("dispatcher", this::turn);

  /** How presses are answered in time. */
  record Replies(Messenger messenger, Timer timer, Clock clock) {}

  /**
   * @param chats carries out what chats ask
   * @param kills carries out kills
   */
  record Workers(Lanes chats, Lanes kills, Runnable stop) {
    static Workers threads(int chats, int kills) {
      ExecutorService front = Executors.newFixedThreadPool(chats, Threads.named("command"));
      ExecutorService kill = Executors.newFixedThreadPool(kills, Threads.named("kill"));
      return new Workers(
          new Lanes(front),
          new Lanes(kill),
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
      return new Workers(new Lanes(executor), new Lanes(executor), () -> {});
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

  private Duration turn() {
    handled.forEach(this::markDone);
    forgetDone();
    int busy = inFlight.size();
    if (busy >= MOST_IN_FLIGHT) {
      return SOON;
    }
    int taken = 0;
    for (Incoming incoming : inbox.waiting(busy + BATCH)) {
      if (inFlight.add(incoming.updateId())) {
        taken++;
        handOver(incoming);
      }
    }
    return taken >= BATCH ? Duration.ZERO : handled.isEmpty() ? IDLE : SOON;
  }

  /** Here and not when it is marked: what was read as waiting just before must not run again. */
  private void forgetDone() {
    for (Long updateId : List.copyOf(done)) {
      inFlight.remove(updateId);
      done.remove(updateId);
    }
  }

  private void handOver(Incoming incoming) {
    PressReply reply = null;
    String urgent = null;
    if (incoming.kind() == Incoming.Kind.PRESSED && incoming.pressId() != null) {
      reply = new PressReply(replies.messenger(), incoming.pressId());
      reply.promise(
          replies.timer(), Duration.between(incoming.sentAt(), replies.clock().instant()));
      urgent = urgency(incoming.text());
    }
    PressReply answer = reply;
    Runnable task = () -> handle(incoming, answer);
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
    } catch (RuntimeException e) {
      log.error("Cannot look a button up; it is tried again in its chat's turn", e);
      return null;
    }
  }

  private void handle(Incoming incoming, @Nullable PressReply reply) {
    try {
      reception.accept(incoming, reply);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.error("Update {} failed", incoming.updateId(), e);
      if (reply != null) {
        reply.answer("Something went wrong here.");
      }
    } finally {
      if (reply != null) {
        reply.finish();
      }
      handled.add(incoming.updateId());
      markDone(incoming.updateId());
    }
  }

  /** What cannot be marked now stays in flight, so that it is not handled twice. */
  private void markDone(long updateId) {
    try {
      inbox.done(updateId);
      handled.remove(updateId);
      done.add(updateId);
    } catch (RuntimeException e) {
      log.error("Update {} was handled but cannot be marked so; trying again", updateId, e);
    }
  }
}
