package drover.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hint from the server's event stream. It carries no id and no sequence, so it may be lost,
 * doubled, late or out of order; only a list settles what is so. Null: the event does not say.
 */
public sealed interface SessionEvent {
  SessionId session();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of event. */
  interface Visitor<R> {
    R updated(Updated event);

    R completed(Completed event);

    R failed(Failed event);

    R stalled(Stalled event);
  }

  /** Part of a record moved. */
  record Updated(
      SessionId session,
      @Nullable String status,
      @Nullable Double progress,
      @Nullable Long tokensUsed,
      @Nullable Instant lastActivity)
      implements SessionEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.updated(this);
    }
  }

  /** It reached its end. */
  record Completed(
      SessionId session,
      @Nullable Instant at,
      @Nullable Double finalProgress,
      @Nullable Long totalTokens)
      implements SessionEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.completed(this);
    }
  }

  /** It broke. */
  record Failed(SessionId session, @Nullable Instant at, @Nullable String error)
      implements SessionEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.failed(this);
    }
  }

  /** The server finds it silent. */
  record Stalled(SessionId session, @Nullable Instant lastActivity, @Nullable Duration silence)
      implements SessionEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stalled(this);
    }
  }
}
