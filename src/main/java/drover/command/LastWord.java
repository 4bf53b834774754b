package drover.command;

import drover.order.OrderNews;
import drover.session.AgentLife;
import drover.session.SessionPlan.Part;
import drover.session.SessionStatus;
import drover.view.ErrorLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an order came to, as text that can be stored: with the order's row it is all that its last
 * message needs.
 */
record LastWord(Kind kind, Map<String, String> data) {
  private static final String KIND = "word";
  private static final String STATUS = "status";
  private static final String MILLIS = "millis";
  private static final String WHY = "why";
  private static final String LIFE = "life";
  private static final String NAME = "name";
  private static final String OLD_ALIVE = "old-alive";
  private static final String PART = "part";

  /** One for each way to end. */
  enum Kind {
    ENDED,
    ALREADY_OVER,
    GIVEN_UP,
    NOT_DONE,
    RESPAWNED,
    CREATED,
    UNKNOWN
  }

  LastWord {
    data = Map.copyOf(data);
  }

  /** Empty for what is said while an order is under way. */
  static Optional<LastWord> of(OrderNews news) {
    return news.accept(new Reader());
  }

  static LastWord read(Map<String, String> stored) {
    return new LastWord(Kind.valueOf(stored.getOrDefault(KIND, "")), stored);
  }

  Map<String, String> stored() {
    Map<String, String> all = new HashMap<>(data);
    all.put(KIND, kind.name());
    return all;
  }

  SessionStatus status() {
    return SessionStatus.parse(data.get(STATUS)).orElse(SessionStatus.TERMINATED);
  }

  Duration time() {
    return Duration.ofMillis(Long.parseLong(data.getOrDefault(MILLIS, "0")));
  }

  /** Null: not known, or nothing was wrong. */
  @Nullable String why() {
    return data.get(WHY);
  }

  /** The new agent; null when none was found. */
  @Nullable AgentLife life() {
    String key = data.get(LIFE);
    return key == null ? null : AgentLife.parse(key);
  }

  @Nullable String name() {
    return data.get(NAME);
  }

  /** What of a new agent the server did not like; null when it is none in particular. */
  @Nullable Part part() {
    String part = data.get(PART);
    return part == null ? null : Part.valueOf(part);
  }

  boolean oldAlive() {
    return Boolean.parseBoolean(data.get(OLD_ALIVE));
  }

  private static final class Reader implements OrderNews.Visitor<Optional<LastWord>> {
    @Override
    public Optional<LastWord> asked(OrderNews.Asked news) {
      return Optional.empty();
    }

    @Override
    public Optional<LastWord> stillAlive(OrderNews.StillAlive news) {
      return Optional.empty();
    }

    @Override
    public Optional<LastWord> repeated(OrderNews.Repeated news) {
      return Optional.empty();
    }

    @Override
    public Optional<LastWord> waiting(OrderNews.Waiting news) {
      return Optional.empty();
    }

    @Override
    public Optional<LastWord> created(OrderNews.Created news) {
      return last(Kind.CREATED, Map.of(LIFE, news.life().key()));
    }

    @Override
    public Optional<LastWord> ended(OrderNews.Ended news) {
      return last(
          Kind.ENDED,
          Map.of(STATUS, news.status().word(), MILLIS, Long.toString(news.after().toMillis())));
    }

    @Override
    public Optional<LastWord> alreadyOver(OrderNews.AlreadyOver news) {
      return last(Kind.ALREADY_OVER, Map.of());
    }

    @Override
    public Optional<LastWord> givenUp(OrderNews.GivenUp news) {
      return last(Kind.GIVEN_UP, Map.of(MILLIS, Long.toString(news.waited().toMillis())));
    }

    @Override
    public Optional<LastWord> notDone(OrderNews.NotDone news) {
      RuntimeException failure = news.failure();
      if (failure == null) {
        return last(Kind.NOT_DONE, Map.of());
      }
      Map<String, String> data = new HashMap<>();
      data.put(WHY, ErrorLine.of(failure));
      SpawnFault.part(failure).ifPresent(part -> data.put(PART, part.name()));
      return last(Kind.NOT_DONE, data);
    }

    @Override
    public Optional<LastWord> respawned(OrderNews.Respawned news) {
      return last(
          Kind.RESPAWNED,
          Map.of(LIFE, news.successor().key(), OLD_ALIVE, Boolean.toString(news.oldAlive())));
    }

    @Override
    public Optional<LastWord> unknown(OrderNews.Unknown news) {
      Map<String, String> data = new HashMap<>();
      if (news.found() != null) {
        data.put(LIFE, news.found().life().key());
        data.put(NAME, news.found().name());
      }
      if (news.trouble() != null) {
        data.put(WHY, news.trouble());
      }
      return last(Kind.UNKNOWN, data);
    }

    private static Optional<LastWord> last(Kind kind, Map<String, String> data) {
      return Optional.of(new LastWord(kind, data));
    }
  }
}
