package drover.monitor;

import drover.session.Capabilities.Feature;
import drover.session.LogEntry;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import drover.session.Transition;
import drover.session.Transition.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once into the log of an agent that failed without saying why. Its facts wait meanwhile, a
 * few seconds at most; where many fail at once, most are told without. The board's thread only; the
 * calls run elsewhere.
 */
final class LastWords {
  private static final Logger log = LoggerFactory.getLogger(LastWords.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int AT_A_TIME = 4;
  private static final int MOST_CHARACTERS = 2_000;

  /** Once a hundred are remembered whose end the database does not take, the rest go without. */
  private static final int MOST_REMEMBERED = 100;

  private final SessionGateway gateway;
  private final ServerTime time;
  private final Executor executor;
  private final Consumer<Runnable> post;
  private final Map<SessionId, Search> searches = new LinkedHashMap<>();
  private final Map<SessionId, @Nullable String> known = new HashMap<>();

  /**
   * @param post hands work to the board's thread
   */
  LastWords(SessionGateway gateway, ServerTime time, Executor executor, Consumer<Runnable> post) {
    this.gateway = gateway;
    this.time = time;
    this.executor = executor;
    this.post = post;
  }

  static boolean areMissing(@Nullable Transition transition) {
    return transition != null
        && transition.kind() == Kind.FAILED
        && transition.after().session().error() == null;
  }

  boolean isSought(SessionId session) {
    return searches.containsKey(session);
  }

  /** Begins to look, keeping the fact that tells of the failure. False: go on without waiting. */
  boolean seek(Fact failure) {
    SessionId session = failure.session();
    if (known.containsKey(session)
        || known.size() >= MOST_REMEMBERED
        || searches.size() >= AT_A_TIME
        || !gateway.capabilities().can(Feature.LOGS)) {
      return false;
    }
    Search search = new Search(time.ours());
    try {
      executor.execute(() -> read(session, search));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      return false;
    }
    search.facts.add(failure);
    searches.put(session, search);
    return true;
  }

  /** Keeps a fact until the words are there. */
  void keep(Fact fact) {
    Search search = searches.get(fact.session());
    if (search != null && search.facts.size() < Held.MOST_FACTS) {
      search.facts.add(fact);
    }
  }

  /** Gives up those that take too long. */
  void expire(Instant now) {
    for (Search search : searches.values()) {
      search.done |= !Due.isAhead(search.begun.plus(PATIENCE), now, PATIENCE);
    }
  }

  /** When {@link #expire} has something to do; null when nothing is sought. */
  @Nullable Instant due() {
    Instant first = null;
    for (Search search : searches.values()) {
      Instant due = search.begun.plus(PATIENCE);
      first = first == null || due.isBefore(first) ? due : first;
    }
    return first;
  }

  /** Gives back what waited for words that are there now, or never will be. */
  void found(Consumer<Fact> taker) {
    for (SessionId session : List.copyOf(searches.keySet())) {
      Search search = searches.get(session);
      if (search != null && search.done) {
        searches.remove(session);
        known.put(session, search.words);
        new ArrayList<>(search.facts).forEach(taker);
      }
    }
  }

  /** What was found; null when there was nothing. */
  @Nullable String of(SessionId session) {
    return known.get(session);
  }

  void forget(SessionId session) {
    known.remove(session);
  }

  private void read(SessionId session, Search search) {
    String words = null;
    try {
      LogQuery newest = new LogQuery("error", 1, 0);
      List<LogEntry> lines = gateway.logs(session, newest, Purpose.BACKGROUND).entries();
      words = lines.isEmpty() ? null : words(lines.get(0).message());
    } catch (SessionApiException e) {
      log.info("No last words of session {}: {}", session, e.getMessage());
    } catch (RuntimeException e) {
      log.warn("Reading the log of session {} broke", session, e);
    } finally {
      String found = words;
      post.accept(
          () -> {
            search.words = found;
            search.done = true;
          });
    }
  }

  private static @Nullable String words(String message) {
    String line = message.strip();
    if (line.isEmpty()) {
      return null;
    }
    int end = Math.min(line.length(), MOST_CHARACTERS);
    boolean splitsAPair = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return Session.FROM_LOG + line.substring(0, splitsAPair ? end - 1 : end);
  }

  /** One look. */
  private static final class Search {
    final ArrayDeque<Fact> facts = new ArrayDeque<>();
    final Instant begun;
    @Nullable String words;
    boolean done;

    Search(Instant begun) {
      this.begun = begun;
    }
  }
}
