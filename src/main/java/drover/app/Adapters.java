package drover.app;

import drover.config.Config;
import drover.openclaw.OpenClawConfig;
import drover.telegram.TelegramConfig;

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

  static TelegramConfig telegram(Config config) {
    return new TelegramConfig(config.telegram().botToken(), config.telegram().apiUrl().toString());
  }
}
