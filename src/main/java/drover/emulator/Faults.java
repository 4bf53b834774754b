package drover.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * The dial of faults: what the next calls suffer. Any thread; all of it may change while running.
 */
public final class Faults {
  /** Stands for every method, or every chat. */
  public static final String ANY = "*";

  private final RandomGenerator random;
  private final List<Planned> planned = new ArrayList<>();
  private final List<CompletableFuture<Reply>> hanging = new ArrayList<>();
  private Duration fastest = Duration.ZERO;
  private Duration slowest = Duration.ZERO;
  private boolean tokenRevoked;

  Faults(RandomGenerator random) {
    this.random = random;
  }

  private static final class Planned {
    private final String method;
    private final String chat;
    private final Fault fault;
    private int left;

    private Planned(String method, String chat, Fault fault, int left) {
      this.method = method;
      this.chat = chat;
      this.fault = fault;
      this.left = left;
    }

    private boolean strikes(String calledMethod, String calledChat) {
      return (method.equals(ANY) || method.equalsIgnoreCase(calledMethod))
          && (chat.equals(ANY) || chat.equals(calledChat));
    }
  }

  /** The next {@code times} calls of the method suffer the fault; earlier plans come first. */
  public synchronized void next(int times, String method, Fault fault) {
    planned.add(new Planned(method, ANY, fault, times));
  }

  /** The same for calls that name this chat by its number; calls to others pass. */
  public synchronized void nextTo(Chat chat, int times, String method, Fault fault) {
    planned.add(new Planned(method, Long.toString(chat.id()), fault, times));
  }

  public void next(int times, String method, Fault.Kind kind) {
    next(times, method, Fault.of(kind));
  }

  public void next(int times, String method, int code, String description) {
    next(times, method, Fault.answer(code, description));
  }

  /** The next polls hear that another program polls with the same token. */
  public void pollConflict(int times) {
    next(
        times,
        "getUpdates",
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
            + " is running");
  }

  /** Every answer is late by a random time between the two. */
  public synchronized void latency(Duration least, Duration most) {
    fastest = least;
    slowest = most;
  }

  /** While true every call is answered 401. */
  public synchronized void tokenRevoked(boolean now) {
    tokenRevoked = now;
  }

  /** How many calls hang. */
  public synchronized int hanging() {
    hanging.removeIf(CompletableFuture::isDone);
    return hanging.size();
  }

  /** Cuts the calls that hang. */
  public void release() {
    List<CompletableFuture<Reply>> released;
    synchronized (this) {
      released = List.copyOf(hanging);
      hanging.clear();
    }
    released.forEach(call -> call.complete(Reply.cut()));
  }

  /** All is well again from now on; calls that hang are cut. */
  public void clear() {
    synchronized (this) {
      planned.clear();
      fastest = Duration.ZERO;
      slowest = Duration.ZERO;
      tokenRevoked = false;
    }
    release();
  }

  synchronized boolean isTokenRevoked() {
    return tokenRevoked;
  }

  synchronized Duration delay() {
    long spread = slowest.minus(fastest).toNanos();
    return spread <= 0 ? fastest : fastest.plusNanos(random.nextLong(spread));
  }

  /**
   * @param chat as the call names it; empty when it names none
   */
  synchronized Optional<Fault> take(String method, String chat) {
    for (Iterator<Planned> plans = planned.iterator(); plans.hasNext(); ) {
      Planned plan = plans.next();
      if (plan.strikes(method, chat)) {
        plan.left--;
        if (plan.left <= 0) {
          plans.remove();
        }
        return Optional.of(plan.fault);
      }
    }
    return Optional.empty();
  }

  synchronized CompletableFuture<Reply> hang() {
    CompletableFuture<Reply> never = new CompletableFuture<>();
    hanging.add(never);
    return never;
  }
}
