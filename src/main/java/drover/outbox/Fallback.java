package drover.outbox;

import drover.chat.OutgoingMessage;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The words for a fact whose own words cannot be found: plain, but told. */
final class Fallback {
  private Fallback() {}

  static OutgoingMessage of(Delivery delivery) {
    FactKey key = delivery.fact().key();
    String at =
        DateTimeFormatter.ISO_INSTANT.format(delivery.fact().at().truncatedTo(ChronoUnit.SECONDS));
    String text =
        "Notice “%s” about %s, %s. Its text could not be made; the log says why."
            .formatted(key.kind(), key.subject(), at);
    String cut = text.length() <= 1000 ? text : text.substring(0, 1000);
    return OutgoingMessage.of(cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
