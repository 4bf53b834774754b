package drover.outbox;

import drover.chat.OutgoingMessage;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The words for a fact whose own words cannot be found, or are refused: plain, but told. */
final class Fallback {
  private static final int MOST = 1000;

  private Fallback() {}

  static OutgoingMessage of(Delivery delivery) {
    FactKey key = delivery.fact().key();
    String at =
        DateTimeFormatter.ISO_INSTANT.format(delivery.fact().at().truncatedTo(ChronoUnit.SECONDS));
    String text =
        "Notice “%s” about %s, %s. Its text could not be made; the log says why."
            .formatted(key.kind(), key.subject(), at);
    return OutgoingMessage.of(PlainText.escaped(shortened(text)));
  }

  /** The beginning of those words, and nothing but words. */
  static OutgoingMessage of(Delivery delivery, OutgoingMessage refused) {
    String text = shortened(PlainText.bare(refused.html()));
    return text.isBlank() ? of(delivery) : OutgoingMessage.of(PlainText.escaped(text));
  }

  private static String shortened(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end) + "…";
  }
}
