package drover.command;

import drover.base.Redactor;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryStore;
import drover.view.AuditView;
import drover.view.Moment;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail as a table that a spreadsheet opens: the newest first, up to a bound. */
final class AuditFile {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_BYTES = 5_000_000;
  private static final String[] HEAD = {
    "time",
    "by id",
    "by",
    "chat",
    "topic",
    "action",
    "agent",
    "session",
    "about id",
    "detail",
    "outcome"
  };

  private final HistoryStore history;
  private final Redactor redactor;

  AuditFile(HistoryStore history, Redactor redactor) {
    this.history = history;
    this.redactor = redactor;
  }

  /**
   * @param of the name of whom or what it is about; null: all
   * @param span how far back, as typed
   */
  OutgoingMessage of(AuditQuery query, @Nullable String of, String span, Moment moment) {
    Csv csv = new Csv(MOST_BYTES);
    csv.row(HEAD);
    boolean[] cut = {false};
    history.eachAudit(
        query,
        MOST_ROWS + 1,
        entry -> {
          boolean full = csv.rows() > MOST_ROWS || cut[0];
          cut[0] = full || !csv.row(cells(entry, moment.zone()));
        });
    String name = "audit-" + (of == null ? "all" : LogFile.safe(of)) + "-" + span + ".csv";
    return new OutgoingMessage(
        AuditView.caption(of, span, csv.rows() - 1, cut[0]),
        List.of(),
        false,
        new OutgoingMessage.Attachment(name, csv.bytes(), false));
  }

  private String[] cells(AuditEntry entry, ZoneId zone) {
    return new String[] {
      Csv.time(entry.at(), zone),
      id(entry.by()),
      text(entry.byName()),
      Long.toString(entry.chat().chat()),
      entry.chat().topic() == null ? "" : entry.chat().topic().toString(),
      text(entry.action()),
      text(entry.agentName()),
      text(entry.session()),
      id(entry.about()),
      text(entry.detail()),
      text(entry.outcome())
    };
  }

  private String text(@Nullable String words) {
    return words == null ? "" : Csv.text(redactor.redact(words));
  }

  private static String id(@Nullable UserId id) {
    return id == null ? "" : id.toString();
  }
}
