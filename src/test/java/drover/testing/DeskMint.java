package drover.testing;

import drover.base.StorageException;
import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.TokenMint;
import drover.chat.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens in memory. Any thread. */
public final class DeskMint implements TokenMint {
  private final Map<String, StoredButton> stored = new HashMap<>();
  private final Clock clock;
  private boolean down;

  public DeskMint(Clock clock) {
    this.clock = clock;
  }

  /** From now on nothing can be read or written, until told otherwise. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  @Override
  public synchronized OutgoingMessage stamp(ChatAddress chat, OutgoingMessage message) {
    requireUp();
    return message.withKeyboard(
        message.keyboard().stream()
            .map(row -> row.stream().map(button -> stamped(chat, button)).toList())
            .toList());
  }

  @Override
  public synchronized Optional<StoredButton> find(String token) {
    requireUp();
    return Optional.ofNullable(stored.get(token));
  }

  @Override
  public synchronized boolean useUp(String token, UserId by) {
    requireUp();
    StoredButton old = stored.get(token);
    if (old == null || old.used()) {
      return false;
    }
    stored.put(
        token,
        new StoredButton(token, old.spec(), old.chat(), old.mintedAt(), old.expiresAt(), true));
    return true;
  }

  @Override
  public synchronized int sweep(Instant before) {
    List<String> gone =
        stored.values().stream()
            .filter(b -> b.expiresAt() != null && b.expiresAt().isBefore(before))
            .map(StoredButton::token)
            .toList();
    gone.forEach(stored::remove);
    return gone.size();
  }

  private Button stamped(ChatAddress chat, Button button) {
    if (!(button instanceof Button.Call call) || call.token() != null) {
      return button;
    }
    String token = "t" + (stored.size() + 1);
    ButtonSpec spec = call.spec();
    Instant now = clock.instant();
    Instant expires = spec.expiresAfter() == null ? null : now.plus(spec.expiresAfter());
    stored.put(token, new StoredButton(token, spec, chat, now, expires, false));
    return call.withToken(token);
  }

  private void requireUp() {
    if (down) {
      throw new StorageException("the database is down");
    }
  }
}
