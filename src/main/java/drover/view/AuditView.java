package drover.view;

import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.history.AuditEntry;
import drover.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, where, and what came of it: newest first, a page at a time. */
public final class AuditView {
  private static final int LONGEST_DETAIL = 80;
  private static final int LONGEST_NAME = 32;

  private AuditView() {}

  /**
   * @param of the name of the agent or person asked about; null: all
   * @param words what asks for them again; empty: all
   * @param span how far back, as typed: "7d"
   * @param page from 1
   * @param more whether another page follows
   */
  public record Page(
      @Nullable String of,
      List<String> words,
      List<AuditEntry> entries,
      String span,
      int page,
      boolean more) {}

  public static OutgoingMessage of(Page page, Moment moment) {
    Lines text = new Lines(Lines.MOST - 10);
    boolean fits = text.add("🧾 <b>Audit</b>" + about(page.of()) + " · last " + page.span());
    text.blank();
    if (page.entries().isEmpty()) {
      fits &= text.add(page.page() > 1 ? "Nothing further back." : "Nothing was done or refused.");
    }
    for (AuditEntry entry : page.entries()) {
      fits &= text.add(line(entry, moment));
    }
    return OutgoingMessage.of(text + (fits ? "" : "\n…"), keyboard(page));
  }

  /**
   * The caption of the file.
   *
   * @param cut whether older rows were left out
   */
  public static String caption(@Nullable String of, String span, int rows, boolean cut) {
    return "Audit"
        + about(of)
        + ", last "
        + Html.escape(span)
        + ": "
        + Say.plural(rows, "row")
        + (cut ? ", the newest; older ones were left out" : "");
  }

  private static String about(@Nullable String of) {
    return of == null ? "" : " of " + Mark.name(of, 64);
  }

  private static String line(AuditEntry entry, Moment moment) {
    StringBuilder line = new StringBuilder(moment.clock(entry.at())).append(' ');
    line.append(mark(entry.outcome())).append(' ').append(who(entry));
    line.append(": ").append(Html.escape(Cut.line(entry.action(), 24)));
    if (entry.agentName() != null) {
      line.append(' ').append(Mark.name(entry.agentName(), LONGEST_NAME));
    } else if (entry.session() != null) {
      String id = new SessionId(entry.session()).shortForm();
      line.append(' ').append(Html.code(Cut.line(id, 8)));
    } else if (entry.about() != null) {
      line.append(' ').append(Html.code(entry.about().toString()));
    }
    if (entry.detail() != null && !entry.detail().isBlank()) {
      line.append(" (").append(Html.escape(Cut.line(entry.detail(), LONGEST_DETAIL))).append(')');
    }
    line.append(" — ").append(Html.escape(Cut.line(entry.outcome(), 24)));
    return line.append(where(entry.chat())).toString();
  }

  private static String who(AuditEntry entry) {
    String id = entry.by() == null ? "" : entry.by().toString();
    String name = entry.byName().isBlank() ? id : entry.byName();
    return name.isBlank() ? "nobody with a name" : Names.person(name, LONGEST_NAME);
  }

  /** A private chat goes without saying, and so does none. */
  private static String where(ChatAddress chat) {
    if (!chat.isGroup()) {
      return "";
    }
    String topic = chat.topic() == null ? "" : " topic " + chat.topic();
    return ", in " + Html.code(Long.toString(chat.chat())) + topic;
  }

  private static String mark(String outcome) {
    return switch (outcome) {
      case "done" -> "✅";
      case "denied", "refused" -> "⛔";
      case "failed" -> "❌";
      case "unknown" -> "❓";
      default -> "▫️";
    };
  }

  private static List<List<Button>> keyboard(Page page) {
    List<Button> row = new ArrayList<>();
    if (page.more()) {
      row.add(button("Older", page, "page:" + (page.page() + 1)));
    }
    if (page.page() > 1) {
      row.add(button("Newer", page, "page:" + (page.page() - 1)));
    }
    row.add(button("Refresh", page, "page:" + page.page()));
    if (!page.entries().isEmpty()) {
      row.add(button("Export CSV", page, "as:csv"));
    }
    return List.of(row);
  }

  private static Button button(String label, Page page, String further) {
    List<String> words = new ArrayList<>(page.words());
    words.add(page.span());
    words.add(further);
    return Keys.page(label, "audit", words.toArray(String[]::new));
  }
}
