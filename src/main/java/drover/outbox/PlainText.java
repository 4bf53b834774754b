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
    String bare = NUMBERED.matcher(TAG.matcher(html).replaceAll("")).replaceAll("");
    String text =
        bare.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
