package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * The words in the input field that this message opens as an answer to it, perhaps empty; null
   * when it opens none.
   */
  public @Nullable String forceReply() {
    if (replyMarkup == null) {
      return null;
    }
    JsonNode markup = Json.own(replyMarkup);
    return markup.path("force_reply").asBoolean()
        ? markup.path("input_field_placeholder").asText("")
        : null;
  }

  /** Only messages without markup and those with buttons can be edited. */
  boolean editable() {
    return replyMarkup == null || Json.own(replyMarkup).has("inline_keyboard");
  }

  /** Safe HTML for a page; line breaks stay as they are. */
  public String html() {
    return HtmlRendering.render(text, entities);
  }
}
