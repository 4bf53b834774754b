package drover.command;

import drover.base.Redactor;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.session.SessionId;
import drover.view.HistoryView;
import drover.view.Moment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** History as a table that a spreadsheet opens: the newest first, up to a bound. */
final class HistoryFile {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_BYTES = 5_000_000;
  private static final String[] HEAD = {
    "earliest",
    "latest",
    "agent",
    "session",
    "run",
    "event",
    "detail",
    "by",
    "tokens used",
    "seconds"
  };

  private final HistoryStore history;
  private final Redactor redactor;
  private final int mostRows;
  private final int mostBytes;

  HistoryFile(HistoryStore history, Redactor redactor) {
    this(history, redactor, MOST_ROWS, MOST_BYTES);
  }

  HistoryFile(HistoryStore history, Redactor redactor, int mostRows, int mostBytes) {
    this.history = history;
    this.redactor = redactor;
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
  }

  /**
   * @param id null: all agents
   * @param name of that agent
   * @param span how far back, as typed
   */
  OutgoingMessage of(
      @Nullable SessionId id, @Nullable String name, String span, Instant since, Moment moment) {
    Csv csv = new Csv(mostBytes);
    csv.row(HEAD);
    boolean[] cut = {false};
    history.each(
        id,
        since,
        mostRows + 1,
        entry -> {
          boolean full = csv.rows() > mostRows || cut[0];
          cut[0] = full || !csv.row(cells(entry, moment.zone()));
        });
    return new OutgoingMessage(
        HistoryView.caption(name, span, csv.rows() - 1, cut[0]),
        List.of(),
        false,
        new OutgoingMessage.Attachment(fileName(name, span), csv.bytes(), false));
  }

  private String[] cells(HistoryEntry entry, ZoneId zone) {
    return new String[] {
      Csv.time(entry.earliest(), zone),
      Csv.time(entry.latest(), zone),
      Csv.text(redactor.redact(entry.name())),
      Csv.text(entry.life().session().value()),
      Csv.text(entry.life().run()),
      Csv.text(entry.kind()),
      Csv.text(entry.detail() == null ? "" : redactor.redact(entry.detail())),
      Csv.text(entry.by() == null ? "" : entry.by()),
      number(entry.tokensUsed()),
      number(entry.seconds())
    };
  }

  private static String number(@Nullable Long number) {
    return number == null ? "" : number.toString();
  }

  private static String fileName(@Nullable String name, String span) {
    return "history-" + (name == null ? "all" : LogFile.safe(name)) + "-" + span + ".csv";
  }
}
