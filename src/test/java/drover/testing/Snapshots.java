package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Compares what people see with files under {@code src/test/resources/snapshots/CLASS/}. Run with
 * {@code -DupdateSnapshots=true} to rewrite the files, then read the difference.
 */
public final class Snapshots {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "snapshots");

  private final Path directory;

  private Snapshots(Path directory) {
    this.directory = directory;
  }

  /** The files of one test class. */
  public static Snapshots of(Class<?> test) {
    return new Snapshots(ROOT.resolve(test.getSimpleName()));
  }

  /** Text, buttons and sound; also fails when the service would not take the markup. */
  public void check(String name, OutgoingMessage message) {
    assertThat(Markup.visible(message.html()).length()).isLessThanOrEqualTo(4096);
    check(name, describe(message));
  }

  /** Any text. */
  public void check(String name, String text) {
    Path file = directory.resolve(name + ".txt");
    String actual = text.endsWith("\n") ? text : text + "\n";
    try {
      if (Boolean.getBoolean("updateSnapshots")) {
        Files.createDirectories(directory);
        Files.writeString(file, actual);
        return;
      }
      assertThat(file).as("no snapshot yet: run with -DupdateSnapshots=true").exists();
      assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message as a snapshot shows it. */
  public static String describe(OutgoingMessage message) {
    StringBuilder text = new StringBuilder(message.html()).append("\n");
    OutgoingMessage.Attachment attachment = message.attachment();
    if (attachment != null) {
      text.append("--- ").append(attachment.photo() ? "photo " : "file ");
      text.append(attachment.fileName()).append("\n");
    }
    if (message.silent()) {
      text.append("--- silent\n");
    }
    if (message.forceReply() != null) {
      text.append("--- asks for a reply: ").append(message.forceReply()).append("\n");
    }
    if (!message.keyboard().isEmpty()) {
      text.append("--- buttons\n");
    }
    for (List<Button> row : message.keyboard()) {
      text.append(row.stream().map(Snapshots::describe).collect(Collectors.joining("  ")));
      text.append("\n");
    }
    return text.toString();
  }

  private static String describe(Button button) {
    return button.accept(
        new Button.Visitor<>() {
          @Override
          public String call(Button.Call call) {
            String style =
                call.style() == Button.Style.PLAIN
                    ? ""
                    : " " + call.style().name().toLowerCase(Locale.ROOT);
            return "[" + call.label() + style + " → " + words(call) + "]";
          }

          @Override
          public String copy(Button.Copy copy) {
            return "[" + copy.label() + " ⧉ " + copy.text() + "]";
          }

          @Override
          public String link(Button.Link link) {
            return "[" + link.label() + " ↗ " + link.url() + "]";
          }
        });
  }

  private static String words(Button.Call call) {
    String life = call.spec().life();
    return (call.spec().call().name() + " " + call.spec().call().text()).strip()
        + (life == null ? "" : " @" + life)
        + (call.spec().once() ? " once" : "")
        + (call.spec().expiresAfter() == null ? "" : " " + call.spec().expiresAfter())
        + (call.spec().onlyFor() == null ? "" : " for " + call.spec().onlyFor());
  }
}
