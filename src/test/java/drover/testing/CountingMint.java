package drover.testing;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.TokenMint;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link TokenMint} whose tokens are t1, t2 and so on, and which can be told to fail. */
public final class CountingMint implements TokenMint {
  private int minted;
  private boolean broken;

  public synchronized int minted() {
    return minted;
  }

  public synchronized void broken(boolean now) {
    broken = now;
  }

  @Override
  public synchronized OutgoingMessage stamp(ChatAddress chat, OutgoingMessage message) {
    if (broken) {
      throw new IllegalStateException("the database is away");
    }
    List<List<Button>> rows =
        message.keyboard().stream().map(row -> row.stream().map(this::stamped).toList()).toList();
    return message.withKeyboard(rows);
  }

  private Button stamped(Button button) {
    return button instanceof Button.Call call && call.token() == null
        ? call.withToken("t" + ++minted)
        : button;
  }

  @Override
  public Optional<StoredButton> find(String token) {
    return Optional.empty();
  }

  @Override
  public boolean useUp(String token, UserId by) {
    return false;
  }

  @Override
  public int sweep(Instant before) {
    return 0;
  }
}
