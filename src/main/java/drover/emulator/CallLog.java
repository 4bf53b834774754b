package drover.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the bot called, newest last; keeps the last 20,000 calls. Any thread. */
public final class CallLog {
  private static final int MOST = 20_000;

  private final Deque<ApiCall> calls = new ArrayDeque<>();
  private final Deque<ApiCall> violations = new ArrayDeque<>();

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

  public synchronized void clear() {
    calls.clear();
    violations.clear();
  }

  synchronized void add(ApiCall call) {
    keep(calls, call);
    if (call.verdict() == Verdict.INVALID) {
      keep(violations, call);
    }
  }

  private static void keep(Deque<ApiCall> list, ApiCall call) {
    list.addLast(call);
    if (list.size() > MOST) {
      list.removeFirst();
    }
  }
}
