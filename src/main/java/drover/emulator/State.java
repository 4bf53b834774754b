package drover.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that survives a restart. Its own monitor guards it; every reader and writer holds that. */
final class State {
  final Map<Long, User> users = new LinkedHashMap<>();
  final Map<Long, ChatState> chats = new LinkedHashMap<>();
  final List<StoredUpdate> updates = new ArrayList<>();
  final Map<String, OpenTap> taps = new LinkedHashMap<>();
  final Map<String, StoredFile> files = new LinkedHashMap<>();

  /** The command menus' JSON by scope and language. */
  final Map<String, String> menus = new LinkedHashMap<>();

  final Map<String, String> descriptions = new LinkedHashMap<>();

  /** What the last getUpdates or setWebhook asked for; null until then and after "all". */
  @Nullable List<String> allowedUpdates;

  String webhook = "";
  long lastUserId = 5_000_000;
  long lastChatNumber = 4_000_000;
  long lastUpdateId = 700_000_000;
  long lastFileNumber;
  long lastTapNumber;

  /** Private chats and plain groups share one count of messages, as Telegram's do. */
  long lastSharedMessageId = 100;

  private transient long changes;

  /** Counts anything that has to be saved, also what no page shows. */
  void touch() {
    changes++;
  }

  long changes() {
    return changes;
  }
}
