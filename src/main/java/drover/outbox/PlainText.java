package drover.outbox;

import drover.chat.OutgoingMessage;
import java.util.regex.Pattern;

/** Takes the markup out of a message, whatever is wrong with it; what is left always parses. */
final class PlainText {
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
  private static final Pattern NUMBERED = Pattern.compile("&#\\d{1,7};|&#[xX][0-9A-Fa-f]{1,6};");

  private PlainText() {}

  static OutgoingMessage of(OutgoingMessage message) {
    return message.withHtml(of(message.html()));
  }

  static String of(String html) {
    return escaped(bare(html));
  }

  /** As people read it, no longer HTML. */
  static String bare(String html) {
    String text = NUMBERED.matcher(TAG.matcher(html).replaceAll("")).replaceAll("");
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
