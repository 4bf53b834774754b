package drover.monitor;

import drover.session.Purpose;
import drover.session.SessionGateway;
import drover.session.SessionList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Calls for lists, one at a time for each purpose: who asks meanwhile shares the answer. Any thread
 * asks; answers are taken in on the board's thread.
 */
final class Listing {
  /** Takes in how a list ended, on the board's thread. */
  interface Answers {
    void listed(SessionList list);

    void notListed(Purpose purpose, Throwable why);

    /** After either: what to answer who asked. */
    Board.Snapshot answer(Purpose purpose);

    /** At once, when no call could be made. */
    Board.Snapshot known();
  }

  private final SessionGateway gateway;
  private final Executor executor;
  private final Consumer<Runnable> post;
  private final Answers answers;
  private final ConcurrentHashMap<Purpose, CompletableFuture<Board.Snapshot>> running =
      new ConcurrentHashMap<>();

  /**
   * @param post hands work to the board's thread
   */
  Listing(SessionGateway gateway, Executor executor, Consumer<Runnable> post, Answers answers) {
    this.gateway = gateway;
    this.executor = executor;
    this.post = post;
    this.answers = answers;
  }

  CompletableFuture<Board.Snapshot> list(Purpose purpose) {
    CompletableFuture<Board.Snapshot> mine = new CompletableFuture<>();
    CompletableFuture<Board.Snapshot> shared = running.putIfAbsent(purpose, mine);
    if (shared != null) {
      return shared;
    }
    try {
      executor.execute(() -> call(purpose, mine));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // Too many calls hang, or one more thread was too many.
      finish(purpose, mine, () -> answers.notListed(purpose, e));
      mine.complete(answers.known());
    }
    return mine;
  }

  private void call(Purpose purpose, CompletableFuture<Board.Snapshot> result) {
    Runnable answer;
    try {
      SessionList list = gateway.list(purpose);
      answer = () -> answers.listed(list);
    } catch (Throwable e) {
      // Whatever it was: a list that stayed on its way would be the last one.
      answer = () -> answers.notListed(purpose, e);
    }
    finish(purpose, result, answer);
  }

  private void finish(Purpose purpose, CompletableFuture<Board.Snapshot> result, Runnable answer) {
    running.remove(purpose, result);
    post.accept(
        () -> {
          try {
            answer.run();
          } finally {
            result.complete(answers.answer(purpose));
          }
        });
  }
}
