package drover.subscription;

import java.time.Instant;

/** What to do about a piece of news in a chat. */
public sealed interface Telling {
  <R> R accept(Visitor<R> visitor);

  /** One method for each. */
  interface Visitor<R> {
    R nothing(Nothing telling);

    R tell(Tell telling);

    R hold(Hold telling);
  }

  /** Nobody there wants to hear it. */
  record Nothing() implements Telling {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nothing(this);
    }
  }

  /** Now, with or without sound. */
  record Tell(boolean silent) implements Telling {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tell(this);
    }
  }

  /** Not before that time: then it is decided anew. */
  record Hold(Instant until) implements Telling {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hold(this);
    }
  }
}
