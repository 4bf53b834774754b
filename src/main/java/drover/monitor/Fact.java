package drover.monitor;

import drover.session.Session;
import drover.session.SessionEvent;
import drover.session.SessionId;
import java.time.Instant;

/** Something that may change what we believe of one session. Times are by our clock. */
sealed interface Fact {
  SessionId session();

  /** Nothing that happened later is in it. Orders facts that do not order themselves. */
  Instant at();

  /** When we had it: what it tells had happened by then. */
  Instant latest();

  /**
   * A whole record, from a list or a read.
   *
   * @param at when it was asked for
   * @param details read for this session alone, which is what confirms a stall
   */
  record Whole(Session record, Instant at, Instant latest, boolean details) implements Fact {
    @Override
    public SessionId session() {
      return record.id();
    }
  }

  /** A hint from the stream. */
  record Heard(SessionEvent event, Instant at) implements Fact {
    @Override
    public SessionId session() {
      return event.session();
    }

    @Override
    public Instant latest() {
      return at;
    }
  }

  /** Nothing was told and time went by. */
  record Quiet(SessionId session, Instant at) implements Fact {
    @Override
    public Instant latest() {
      return at;
    }
  }

  /**
   * The server surely does not know it any more.
   *
   * @param at when the last list without it was asked for
   * @param latest when the first of them was
   */
  record Gone(SessionId session, Instant at, Instant latest) implements Fact {}
}
