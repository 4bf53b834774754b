package drover.app;

import drover.chat.ChatAddress;
import drover.config.Config;
import drover.openclaw.OpenClawConfig;
import drover.telegram.TelegramConfig;
import org.jspecify.annotations.Nullable;

/** The adapters' own configurations, from the one that people write. */
final class Adapters {
  private Adapters() {}

  static OpenClawConfig openclaw(Config config) {
    Config.OpenClaw server = config.openclaw();
    return new OpenClawConfig(
        server.apiUrl().toString(),
        server.apiKey(),
        server.wsUrl() == null ? null : server.wsUrl().toString(),
        server.timeout(),
        server.retryAttempts(),
        server.stream(),
        config.tokensDefaultLimit());
  }

  /** Null: there is none. */
  static @Nullable ChatAddress escalationChat(Config config) {
    Config.ChatAndTopic to = config.escalation().to();
    return to == null ? null : new ChatAddress(to.chat(), to.topic());
  }

  static TelegramConfig telegram(Config config) {
    return new TelegramConfig(config.telegram().botToken(), config.telegram().apiUrl().toString());
  }
}
