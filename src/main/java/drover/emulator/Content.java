package drover.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says; the part of it that edits replace.
 *
 * @param text the text, or the caption of a file; empty for service messages
 * @param replyMarkup the markup's JSON as the bot sent it, or null
 */
public record Content(
    String text,
    List<TextEntity> entities,
    @Nullable Attachment attachment,
    @Nullable String replyMarkup) {
  public Content {
    entities = List.copyOf(entities);
  }

  static Content of(FormattedText text, @Nullable Attachment file, @Nullable String replyMarkup) {
    return new Content(text.text(), text.entities(), file, replyMarkup);
  }

  static Content service() {
    return new Content("", List.of(), null, null);
  }

  Content withText(FormattedText formatted, @Nullable String newMarkup) {
    return new Content(formatted.text(), formatted.entities(), attachment, newMarkup);
  }

  Content withReplyMarkup(@Nullable String newMarkup) {
    return new Content(text, entities, attachment, newMarkup);
  }

  /** The inline keyboard's rows; empty without one. */
  public List<List<Button>> keyboard() {
    return Button.rows(replyMarkup);
  }

  /** Safe HTML for a page; line breaks stay as they are. */
  public String html() {
    return HtmlRendering.render(text, entities);
  }
}
