package drover.command;

import drover.base.Redactor;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.session.Agent;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.view.LogView;
import drover.view.Moment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole log as a text file, up to a bound. */
final class LogFile {
  private static final int MOST_LINES = 5_000;
  private static final int MOST_REQUESTS = 8;
  private static final int MOST_CHARACTERS = 5_000_000;

  private final Desk desk;
  private final Redactor redactor;

  LogFile(Desk desk, Redactor redactor) {
    this.desk = desk;
    this.redactor = redactor;
  }

  void send(Agent agent, @Nullable String level, ChatAddress chat, Screen screen) {
    screen.toast("Fetching the log…");
    Moment moment = desk.moment(chat);
    List<LogEntry> newestFirst = new ArrayList<>();
    Long total = read(agent, level, newestFirst);
    List<String> lines = new ArrayList<>();
    int room = MOST_CHARACTERS;
    for (LogEntry entry : newestFirst) {
      String line = redactor.redact(LogView.plain(entry, moment));
      room -= line.length() + 1;
      if (room < 0) {
        break;
      }
      lines.add(line);
    }
    Collections.reverse(lines);
    String text = lines.isEmpty() ? "No lines.\n" : String.join("\n", lines) + "\n";
    screen.sendNew(
        new OutgoingMessage(
            LogView.caption(agent, lines.size(), total),
            List.of(),
            false,
            new OutgoingMessage.Attachment(
                fileName(agent), text.getBytes(StandardCharsets.UTF_8), false)));
  }

  /** New lines that come in between shift the rest: the growth is passed over. */
  private @Nullable Long read(Agent agent, @Nullable String level, List<LogEntry> into) {
    Long first = null;
    int offset = 0;
    for (int asked = 0; asked < MOST_REQUESTS && into.size() < MOST_LINES; asked++) {
      int wanted = Math.min(LogQuery.MOST, MOST_LINES - into.size());
      LogPage page =
          desk.gateway().logs(agent.id(), new LogQuery(level, wanted, offset), Purpose.PERSON);
      Long total = page.total();
      if (first != null && total != null && total > first) {
        long grown = total - first;
        first = total;
        offset = (int) Math.min(Integer.MAX_VALUE / 2, offset + grown);
        continue;
      }
      first = total;
      into.addAll(page.entries());
      offset += page.entries().size();
      if (page.entries().isEmpty() || !page.hasMore()) {
        break;
      }
    }
    return first;
  }

  private static String fileName(Agent agent) {
    return safe(agent.name()) + "-log.txt";
  }

  /** A name as it may stand in a file's name. */
  static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return safe.isEmpty() ? "agent" : safe.substring(0, Math.min(40, safe.length()));
  }
}
