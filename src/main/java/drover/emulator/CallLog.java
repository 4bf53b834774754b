package drover.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;

/** What the bot called, newest last; keeps the last 20,000 calls. Any thread. */
public final class CallLog {
  private static final int MOST = 20_000;

  private final Deque<ApiCall> calls = new ArrayDeque<>();
  private final Deque<ApiCall> violations = new ArrayDeque<>();
  private final Deque<ApiCall> unexcused = new ArrayDeque<>();
  private final List<CallWitness> witnesses;
  private long total;
  private boolean closed;

  CallLog() {
    witnesses =
        ServiceLoader.load(CallWitness.class).stream().map(ServiceLoader.Provider::get).toList();
    witnesses.forEach(witness -> witness.opened(this));
  }

  public synchronized List<ApiCall> all() {
    return List.copyOf(calls);
  }

  /** Calls of one method, whatever became of them. */
  public synchronized List<ApiCall> of(String method) {
    return calls.stream().filter(call -> call.method().equalsIgnoreCase(method)).toList();
  }

  /**
   * Calls that no state of the chats would make right: unknown methods and fields, broken limits of
   * lengths, bad HTML. Rate limits, faults that were dialed in and refusals such as "blocked" are
   * not among them.
   */
  public synchronized List<ApiCall> violations() {
    return List.copyOf(violations);
  }

  /**
   * The violations so far were meant: they leave {@link #violations} and {@link #unexcused} and are
   * returned.
   */
  public synchronized List<ApiCall> excuse() {
    List<ApiCall> meant = List.copyOf(unexcused);
    unexcused.clear();
    violations.clear();
    return meant;
  }

  /** The violations that nobody has called meant, whatever was cleared since. */
  public synchronized List<ApiCall> unexcused() {
    return List.copyOf(unexcused);
  }

  /** How many calls there ever were, whatever was cleared since. */
  public synchronized long total() {
    return total;
  }

  /** Forgets what was called, so that what follows stands alone; excuses nothing. */
  public synchronized void clear() {
    calls.clear();
    violations.clear();
  }

  synchronized void add(ApiCall call) {
    total++;
    keep(calls, call);
    if (call.verdict() == Verdict.INVALID) {
      keep(violations, call);
      keep(unexcused, call);
    }
  }

  /** No more calls come. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    witnesses.forEach(witness -> witness.closed(this));
  }

  private static void keep(Deque<ApiCall> list, ApiCall call) {
    list.addLast(call);
    if (list.size() > MOST) {
      list.removeFirst();
    }
  }
}
