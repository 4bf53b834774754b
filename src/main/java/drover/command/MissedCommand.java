package drover.command;

import drover.access.ChatStore;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.history.Outage;
import drover.history.OutageStore;
import drover.view.MissedView;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened since this chat was last told or looked, or in a time that a button names. */
final class MissedCommand implements Command {
  private static final int PER_PAGE = 12;
  private static final int MOST = 1_000;

  /** How far a chat looks back that was never told anything. */
  private static final Duration FIRST = Duration.ofHours(24);

  private static final Duration REMEMBERED = Duration.ofDays(7);

  /** Behind a button: the time is that of noting down. */
  private static final String NOTED = "noted";

  private final Desk desk;
  private final ChatStore chats;
  private final HistoryStore history;
  private final OutageStore outages;

  MissedCommand(Desk desk, ChatStore chats, HistoryStore history, OutageStore outages) {
    this.desk = desk;
    this.chats = chats;
    this.history = history;
    this.outages = outages;
  }

  @Override
  public String name() {
    return "missed";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/missed";
  }

  @Override
  public String summary() {
    return "what happened since I last told you something";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    int page = Math.max(1, words.takeNumber("page").orElse(1));
    boolean noted = words.takeWord(NOTED);
    ChatAddress chat = invocation.chat();
    if (words.rest().isEmpty()) {
      Instant now = desk.clock().instant();
      show(chat, screen, new Span(since(chat, now), now, false), page);
      chats.setLooked(chat, now);
      return;
    }
    Optional<Span> span = span(words.rest(), !noted);
    if (span.isEmpty()) {
      screen.show(MissedView.unreadable(String.join(" ", words.rest())));
    } else {
      show(chat, screen, span.get(), page);
    }
  }

  /**
   * @param outage what happened in it is wanted, even if it was noted down only later
   */
  private record Span(Instant from, Instant to, boolean outage) {}

  private Instant since(ChatAddress chat, Instant now) {
    Optional<Instant> looked = Optional.ofNullable(desk.access().settings(chat).lookedAt());
    return Stream.of(chats.lastTold(chat), looked)
        .flatMap(Optional::stream)
        .filter(time -> !time.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(now.minus(FIRST));
  }

  private void show(ChatAddress chat, Screen screen, Span span, int wanted) {
    List<HistoryEntry> read =
        span.outage()
            ? history.happened(span.from(), span.to(), MOST + 1)
            : history.between(span.from(), span.to(), MOST + 1);
    List<HistoryEntry> all =
        read.stream().limit(MOST).sorted(Comparator.comparing(HistoryEntry::latest)).toList();
    int pages = Math.max(1, (all.size() + PER_PAGE - 1) / PER_PAGE);
    int page = Math.min(pages, wanted);
    int first = (page - 1) * PER_PAGE;
    screen.show(
        MissedView.of(
            new MissedView.Page(
                span.from(),
                span.to(),
                span.outage(),
                all.subList(first, Math.min(all.size(), first + PER_PAGE)),
                all.size(),
                read.size() > MOST,
                page,
                pages,
                outages()),
            desk.moment(chat)));
  }

  /** Those that people still remember, the latest first. */
  private List<Outage> outages() {
    Instant oldest = desk.clock().instant().minus(REMEMBERED);
    return Stream.of(Outage.Who.values())
        .flatMap(who -> outages.last(who).stream())
        .filter(outage -> outage.to().isAfter(oldest))
        .sorted(Comparator.comparing(Outage::to).reversed())
        .toList();
  }

  private static Optional<Span> span(List<String> words, boolean outage) {
    if (words.size() != 2) {
      return Optional.empty();
    }
    try {
      Span span = new Span(Instant.parse(words.get(0)), Instant.parse(words.get(1)), outage);
      return span.from().isAfter(span.to()) ? Optional.empty() : Optional.of(span);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
