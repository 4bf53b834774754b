package drover.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands at a time; immutable, so an edit makes another one.
 *
 * @param topic the forum topic, null outside of topics and in General
 * @param versions what it said before each edit, oldest first; the newest hundred
 */
public record Message(
    long chat,
    @Nullable Long topic,
    long id,
    Author author,
    Instant date,
    @Nullable Instant editDate,
    @Nullable Long replyTo,
    Content content,
    Marks marks,
    List<Version> versions) {
  private static final int MOST_VERSIONS = 100;

  public Message {
    versions = List.copyOf(versions);
  }

  /** What a message said until it was edited. */
  public record Version(Content content, Instant until) {}

  public String text() {
    return content.text();
  }

  public List<TextEntity> entities() {
    return content.entities();
  }

  public List<List<Button>> keyboard() {
    return content.keyboard();
  }

  /** See {@link Content#forceReply}. */
  public @Nullable String forceReply() {
    return content.forceReply();
  }

  public String html() {
    return content.html();
  }

  public boolean deleted() {
    return marks.deleted();
  }

  public boolean pinned() {
    return marks.pinned();
  }

  public boolean silent() {
    return marks.silent();
  }

  /** True for "X joined", "topic created" and the like. */
  public boolean service() {
    return content.text().isEmpty() && content.attachment() == null;
  }

  /** Labels of all buttons, row by row. */
  public List<String> labels() {
    return keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }

  Message edited(Content now, Instant at) {
    List<Version> history = new ArrayList<>(versions);
    history.add(new Version(content, at));
    int surplus = Math.max(0, history.size() - MOST_VERSIONS);
    return new Message(
        chat,
        topic,
        id,
        author,
        date,
        at,
        replyTo,
        now,
        marks,
        history.subList(surplus, history.size()));
  }

  Message with(Marks now) {
    return new Message(chat, topic, id, author, date, editDate, replyTo, content, now, versions);
  }
}
