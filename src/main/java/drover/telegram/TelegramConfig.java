package drover.telegram;

import drover.base.Redactor;
import drover.base.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.telegram.telegrambots.meta.TelegramUrl;

/**
 * How to reach the Bot API.
 *
 * @param apiUrl scheme, host and perhaps a port; a path is refused, the library has no place for it
 */
public record TelegramConfig(Secret botToken, String apiUrl) {
  /** Where Telegram's own server is. */
  public static final String PUBLIC_API = "https://api.telegram.org";

  public TelegramConfig {
    URI uri = parsed(apiUrl);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
    if (!http || uri.getHost() == null || !bare || uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "the Bot API's address must be like https://api.telegram.org, without a path");
    }
  }

  TelegramUrl url() {
    URI uri = parsed(apiUrl);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return TelegramUrl.builder().schema(scheme).host(uri.getHost()).port(port).build();
  }

  Redactor redactor() {
    return new Redactor(List.of(botToken));
  }

  private static URI parsed(String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the Bot API's address is not a URL", e);
    }
  }
}
