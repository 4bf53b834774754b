package drover.command;

import drover.session.Agent;
import drover.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person's words for an agent came to. */
sealed interface Reference {
  <R> R accept(Visitor<R> visitor);

  /** One method for each. */
  interface Visitor<R> {
    R found(Found reference);

    R ambiguous(Ambiguous reference);

    R unknown(Unknown reference);

    R missing(Missing reference);
  }

  /**
   * @param agent null when the id is exact but the board does not know it
   * @param rest the words after the reference
   */
  record Found(SessionId id, @Nullable Agent agent, List<String> rest) implements Reference {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.found(this);
    }
  }

  /** Several agents match. */
  record Ambiguous(String typed, List<Agent> matches, List<String> rest) implements Reference {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ambiguous(this);
    }
  }

  /**
   * None does.
   *
   * @param rest the words after those that something is near to; empty when nothing is
   */
  record Unknown(String typed, List<Agent> near, List<String> rest) implements Reference {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknown(this);
    }
  }

  /** There were no words. */
  record Missing() implements Reference {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.missing(this);
    }
  }
}
