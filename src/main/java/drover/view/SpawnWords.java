package drover.view;

import drover.session.SessionId;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the parts of a new agent are called, asked for and shown. */
final class SpawnWords {
  private SpawnWords() {}

  static String title(Part part) {
    return switch (part) {
      case NAME -> "Name";
      case TASK -> "Task";
      case PROMPT -> "Prompt";
      case PRIORITY -> "Priority";
      case TOKENS -> "Token limit";
      case DURATION -> "Expected duration";
      case OUTPUT -> "Output path";
      case PARENT -> "Parent";
    };
  }

  static String question(Part part) {
    return switch (part) {
      case NAME -> "How shall it be called?";
      case TASK -> "What is it to do? In a line or two, for lists and notices.";
      case PROMPT -> "What shall it be told? The full prompt, in one message.";
      case PRIORITY -> "How urgent is it?";
      case TOKENS -> "How many tokens may it use? Choose, or type a number such as 75k.";
      case DURATION -> "How long should it take? Choose, or type a time such as 90m.";
      case OUTPUT -> "Where shall it put what it makes? A path on the server.";
      case PARENT ->
          "Under which agent shall it work? A name, an id, or a number of the last list.";
    };
  }

  /** Ready answers; empty where one writes. Each reads back as what it says. */
  static List<String> choices(Part part) {
    return switch (part) {
      case PRIORITY -> List.of("critical", "high", "normal", "low");
      case TOKENS -> List.of("25k", "50k", "100k", "200k");
      case DURATION -> List.of("30m", "1h", "2h", "4h");
      case NAME, TASK, PROMPT, OUTPUT, PARENT -> List.of();
    };
  }

  /** As markup, in one line of at most that many characters; empty when it was not said. */
  static Optional<String> value(
      SessionPlan plan, Part part, @Nullable String parentName, int most) {
    return switch (part) {
      case NAME -> Optional.ofNullable(plan.name()).map(name -> Names.html(name, most));
      case TASK -> line(plan.task(), most);
      case PROMPT -> line(plan.prompt(), most);
      case PRIORITY -> line(plan.priority(), most);
      case TOKENS -> tokens(plan.tokenLimit());
      case DURATION -> duration(plan.expectedDuration());
      case OUTPUT ->
          Optional.ofNullable(plan.outputPath()).map(path -> Html.code(Cut.line(path, most)));
      case PARENT -> parent(plan.parent(), parentName);
    };
  }

  private static Optional<String> line(@Nullable String text, int most) {
    return Optional.ofNullable(text).map(value -> Html.escape(Cut.line(value, most)));
  }

  private static Optional<String> tokens(@Nullable Long limit) {
    return Optional.ofNullable(limit).map(Say::count);
  }

  private static Optional<String> duration(@Nullable Duration expected) {
    return Optional.ofNullable(expected).map(Say::duration);
  }

  private static Optional<String> parent(@Nullable SessionId parent, @Nullable String name) {
    return Optional.ofNullable(parent)
        .map(
            id ->
                (name == null ? "" : Names.html(name, 64) + " ")
                    + Html.code(Cut.line(id.shortForm(), 8)));
  }
}
