package drover.monitor;

import drover.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of sessions that nobody introduced yet, kept until a list or a read does. Bounded: what
 * does not fit is told by the next list. The board's thread only.
 */
final class Strangers {
  private static final int MOST = 20_000;
  private static final int MOST_EVENTS = 8;

  private final Map<SessionId, Stranger> strangers = new LinkedHashMap<>();

  /** One of them. */
  static final class Stranger {
    final List<Fact.Heard> events = new ArrayList<>();
    int reads;
    Instant nextRead = Instant.MIN;

    boolean isUrgent() {
      return events.stream().anyMatch(Intake::mustArrive);
    }
  }

  /** False when there is no room. */
  boolean add(Fact.Heard heard) {
    Stranger stranger = strangers.get(heard.session());
    if (stranger == null) {
      if (strangers.size() >= MOST) {
        return false;
      }
      stranger = new Stranger();
      strangers.put(heard.session(), stranger);
    }
    if (stranger.events.size() >= MOST_EVENTS) {
      int dispensable = 0;
      while (dispensable < MOST_EVENTS - 1 && Intake.mustArrive(stranger.events.get(dispensable))) {
        dispensable++;
      }
      stranger.events.remove(dispensable);
    }
    stranger.events.add(heard);
    return true;
  }

  /** What was heard of it, which is then forgotten here. */
  List<Fact.Heard> introduce(SessionId session) {
    Stranger stranger = strangers.remove(session);
    return stranger == null ? List.of() : stranger.events;
  }

  Map<SessionId, Stranger> all() {
    return strangers;
  }
}
