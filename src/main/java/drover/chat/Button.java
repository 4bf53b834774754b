package drover.chat;

import org.jspecify.annotations.Nullable;

/** A button under a message. Labels are short plain text. */
public sealed interface Button {
  String label();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of button. */
  interface Visitor<R> {
    R call(Call button);

    R copy(Copy button);

    R link(Link button);
  }

  /** How a button looks. */
  enum Style {
    PLAIN,
    PRIMARY,
    SUCCESS,
    DANGER
  }

  /**
   * Calls a command.
   *
   * @param token what the chat service is given; null until {@link TokenMint#stamp} has stored the
   *     call behind it
   */
  record Call(String label, Style style, ButtonSpec spec, @Nullable String token)
      implements Button {
    public Call(String label, Style style, ButtonSpec spec) {
      this(label, style, spec, null);
    }

    public Call withToken(String newToken) {
      return new Call(label, style, spec, newToken);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** Opens an address. */
  record Link(String label, String url) implements Button {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.link(this);
    }
  }

  /** Copies a text, at most 256 characters, on the person's device. */
  record Copy(String label, String text) implements Button {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.copy(this);
    }
  }
}
