package drover.order;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an order so far. */
public sealed interface OrderNews {
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of news. */
  interface Visitor<R> {
    R asked(Asked news);

    R ended(Ended news);

    R alreadyOver(AlreadyOver news);

    R stillAlive(StillAlive news);

    R givenUp(GivenUp news);

    R notDone(NotDone news);

    R respawned(Respawned news);

    R unknown(Unknown news);

    R repeated(Repeated news);

    R waiting(Waiting news);

    R created(Created news);
  }

  /** It is leaving. */
  record Asked() implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.asked(this);
    }
  }

  /** The killed one is over. */
  record Ended(SessionStatus status, Duration after) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ended(this);
    }
  }

  /** The server says it was over before. */
  record AlreadyOver() implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.alreadyOver(this);
    }
  }

  /**
   * The time to verify a kill is up and it is not over; the watch goes on more slowly.
   *
   * @param trouble why one cannot even see it; null when one sees it alive
   */
  record StillAlive(Duration waited, @Nullable String trouble) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stillAlive(this);
    }
  }

  /** No end was seen, and nobody looks any more. */
  record GivenUp(Duration waited) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.givenUp(this);
    }
  }

  /**
   * Nothing was done.
   *
   * @param failure what the server answered; null when the call never left
   */
  record NotDone(@Nullable RuntimeException failure) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.notDone(this);
    }
  }

  /**
   * The new one is there.
   *
   * @param oldAlive the old one lives on
   */
  record Respawned(AgentLife successor, boolean oldAlive) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.respawned(this);
    }
  }

  /**
   * Nobody knows whether the server did it.
   *
   * @param found what looks like the successor; null when nothing does
   * @param trouble why one could not look; null when one could
   */
  record Unknown(@Nullable Agent found, @Nullable String trouble) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknown(this);
    }
  }

  /** The server takes only so many in a minute; it leaves by itself after this long. */
  record Waiting(Duration time) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.waiting(this);
    }
  }

  /** The new agent is there. */
  record Created(AgentLife life) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.created(this);
    }
  }

  /**
   * The same was ordered before, and that order counts.
   *
   * @param successor for a respawn or creation, once known
   */
  record Repeated(Order earlier, @Nullable SessionId successor) implements OrderNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.repeated(this);
    }
  }
}
