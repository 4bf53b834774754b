package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.ButtonSpec;
import drover.chat.CommandCall;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.session.SessionPlan;
import drover.session.SessionPlan.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A new agent being described: a question for each part, and the whole before it is ordered. */
public final class SpawnView {
  /** Behind the buttons of these pages, with a move, the draft and its revision. */
  public static final String COMMAND = "spawn-step";

  private static final Duration BUTTONS = Duration.ofDays(1);
  private static final String TITLE = "🆕 <b>New agent</b>";

  private SpawnView() {}

  /**
   * What stands on a page.
   *
   * @param parentName null when there is no parent, or its name is not known
   * @param group others read here too: prompt and output path are not shown
   */
  public record Page(
      long draft,
      int revision,
      UserId by,
      SessionPlan plan,
      @Nullable String parentName,
      boolean group) {}

  /**
   * Asks for a part. Where one writes, the message asks for a reply; where one chooses, it has
   * buttons.
   *
   * @param alone whether only this part is being changed
   * @param problem why the last answer would not do; null when nothing was wrong
   */
  public static OutgoingMessage question(
      Page page, Part part, boolean alone, @Nullable String problem) {
    List<String> text = new ArrayList<>();
    if (problem != null) {
      text.add("❗ " + Html.escape(Cut.line(problem, 200)) + "\n");
    }
    String place = alone ? "" : " · " + part.place() + " of " + Part.ALL.size();
    text.add(TITLE + place + " · " + SpawnWords.title(part));
    text.add(SpawnWords.question(part));
    Optional<String> now = SpawnWords.value(page.plan(), part, page.parentName(), 200);
    now.ifPresent(value -> text.add("Now: " + value));
    List<String> choices = SpawnWords.choices(part);
    if (!choices.isEmpty()) {
      return OutgoingMessage.of(
          String.join("\n", text), choosing(page, part, choices, alone, now.isPresent()));
    }
    text.add("\n" + ways(part, alone, now.isPresent()));
    return OutgoingMessage.of(String.join("\n", text))
        .withForceReply(SpawnWords.title(part) + ", or - for none");
  }

  /**
   * The whole, before it is ordered.
   *
   * @param note what to say first; null for nothing
   */
  public static OutgoingMessage preview(Page page, @Nullable String note) {
    SessionPlan plan = page.plan();
    Lines text = new Lines(Lines.MOST - 1600);
    boolean fits = note == null || text.add("❗ " + Html.escape(Cut.line(note, 200)) + "\n");
    fits &= text.add(TITLE + ": create it?\n");
    fits &= text.add("<b>Name</b> " + Names.html(plan.effectiveName(), 100));
    for (Part part : Part.values()) {
      if (part != Part.NAME && part != Part.PROMPT) {
        Optional<String> value =
            page.group() && part == Part.OUTPUT
                ? Optional.ofNullable(plan.outputPath()).map(path -> "given")
                : SpawnWords.value(plan, part, page.parentName(), 300);
        if (value.isPresent()) {
          fits &= text.add("<b>" + SpawnWords.title(part) + "</b> " + value.get());
        }
      }
    }
    String whole = text + (fits ? "" : "\n…") + "\n" + prompt(page);
    List<Button> others = new ArrayList<>();
    if (!page.group()) {
      others.add(move("Change", page, "change"));
    }
    others.add(move("Cancel", page, "cancel"));
    return plan.isEnough()
        ? OutgoingMessage.of(whole, List.of(List.of(create(page)), others))
        : OutgoingMessage.of(
            whole + "\nIt needs a task or a prompt before I can create it.", List.of(others));
  }

  /** Which part to change. */
  public static OutgoingMessage change(Page page) {
    List<Button> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(move(SpawnWords.title(part), page, "change", word(part)));
    }
    List<List<Button>> rows = new ArrayList<>(Keys.rows(parts, 2));
    rows.add(List.of(move("Back", page, "show"), move("Cancel", page, "cancel")));
    return OutgoingMessage.of(TITLE + ": what to change?", rows);
  }

  /** Stays where a question was that is answered below. */
  public static OutgoingMessage noted(Page page, Part part) {
    String value = SpawnWords.value(page.plan(), part, page.parentName(), 100).orElse("left open");
    return OutgoingMessage.of("✓ <b>" + SpawnWords.title(part) + "</b> " + value);
  }

  public static OutgoingMessage continued() {
    return OutgoingMessage.of(TITLE + ": it goes on below.");
  }

  /** One line that cannot be read. */
  public static OutgoingMessage unreadable(Part part, String problem) {
    return OutgoingMessage.of(
        "❗ <b>"
            + SpawnWords.title(part)
            + "</b>: "
            + Html.escape(Cut.line(problem, 200))
            + "\nNothing was created. In one line: "
            + Html.code("/spawn NAME | TASK | PROMPT")
            + "\nMore may follow: "
            + Html.code("| priority:high | tokens:75k | duration:2h | output:PATH | parent:REF"));
  }

  public static OutgoingMessage cancelled() {
    return OutgoingMessage.of("Nothing was created.");
  }

  /** Its draft was dropped, replaced or forgotten. */
  public static OutgoingMessage gone() {
    return OutgoingMessage.of(
        "I do not have this draft any more; nothing was created.\n/spawn begins anew.");
  }

  public static OutgoingMessage orderedAlready() {
    return OutgoingMessage.of("This was ordered already. /spawn begins a new one.");
  }

  public static OutgoingMessage timedOut(Page page, Duration silence) {
    String name =
        page.plan().isEnough() || page.plan().name() != null ? page.plan().effectiveName() : "";
    return OutgoingMessage.of(
        "⌛ I heard nothing for "
            + Say.duration(silence)
            + ": "
            + (name.isEmpty() ? "no agent" : KillView.name(name))
            + (name.isEmpty() ? " was created." : " was not created."),
        List.of(List.of(move("Go on", page, "show"), move("Cancel", page, "cancel"))));
  }

  /**
   * In a group: the rest is for the private chat alone.
   *
   * @param link opens it; null when the bot does not know its own name yet
   */
  public static OutgoingMessage inPrivate(@Nullable String link) {
    String text =
        "Describing an agent step by step is for a private chat.\nIn one line it can be done here: "
            + Html.code("/spawn NAME | TASK | PROMPT");
    return link == null
        ? OutgoingMessage.of(text + "\nWrite me /spawn in private.")
        : OutgoingMessage.of(text, List.of(List.of(new Button.Link("Go on in private", link))));
  }

  static Button move(String label, Page page, String move, String... words) {
    return button(label, page.draft(), page.revision(), page.by(), move, words);
  }

  static Button button(
      String label, long draft, int revision, UserId by, String move, String... words) {
    return new Button.Call(
        label,
        Style.PLAIN,
        new ButtonSpec(call(draft, revision, move, words), null, BUTTONS, by, false));
  }

  /** The word for a part in a stored call. */
  public static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static Button create(Page page) {
    return new Button.Call(
        "Create",
        Style.SUCCESS,
        new ButtonSpec(
            call(page.draft(), page.revision(), "create"), null, Keys.QUESTION, page.by(), true));
  }

  private static CommandCall call(long draft, int revision, String move, String... words) {
    List<String> all =
        new ArrayList<>(List.of(move, Long.toString(draft), Integer.toString(revision)));
    all.addAll(List.of(words));
    all.add(Keys.HERE);
    return CommandCall.of(COMMAND, all.toArray(String[]::new));
  }

  private static List<List<Button>> choosing(
      Page page, Part part, List<String> choices, boolean alone, boolean said) {
    List<Button> values = new ArrayList<>();
    for (String choice : choices) {
      values.add(move(choice, page, "pick", word(part), choice));
    }
    List<Button> ways = new ArrayList<>();
    if (!alone) {
      ways.add(move(said ? "Keep" : "Skip", page, "skip"));
    } else if (said) {
      ways.add(move("None", page, "pick", word(part), "-"));
    }
    ways.add(move("Back", page, "back"));
    ways.add(move("Cancel", page, "cancel"));
    List<List<Button>> rows = new ArrayList<>(Keys.rows(values, 4));
    rows.add(ways);
    return rows;
  }

  /** The ways on that can be tapped, where there is no room for buttons. */
  private static String ways(Part part, boolean alone, boolean said) {
    List<String> ways = new ArrayList<>();
    if (!alone) {
      ways.add("/skip" + (said ? " (keeps it)" : ""));
    }
    if (alone || part != Part.NAME) {
      ways.add("/back");
    }
    ways.add("/cancel");
    return String.join(" · ", ways);
  }

  private static String prompt(Page page) {
    String prompt = page.plan().prompt();
    if (prompt == null) {
      return page.plan().task() == null ? "" : "<i>The task is its prompt.</i>";
    }
    return page.group()
        ? "<b>Prompt</b> " + Say.plural(prompt.length(), "character")
        : "<b>Prompt</b>\n" + Html.quote(CardView.fitting(prompt.strip(), 1400));
  }
}
