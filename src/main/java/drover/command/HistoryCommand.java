package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.order.Lineages;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Lineage;
import drover.session.SessionId;
import drover.view.FindView;
import drover.view.HistoryView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, from our own records: works while the server is down. */
final class HistoryCommand implements Command {
  private static final int PER_PAGE = 12;
  private static final int MOST_PAGES = 1000;
  private static final int MOST_PAST = 50;
  private static final String USUAL = "7d";

  private final Desk desk;
  private final Subject subject;
  private final HistoryStore history;
  private final HistoryFile file;
  private final Lineages lineages;

  HistoryCommand(
      Desk desk, Subject subject, HistoryStore history, HistoryFile file, Lineages lineages) {
    this.lineages = lineages;
    this.desk = desk;
    this.subject = subject;
    this.history = history;
    this.file = file;
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/history [REF] [7d]";
  }

  @Override
  public String summary() {
    return "what happened, to one agent or to all";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    int page = Math.max(1, Math.min(MOST_PAGES, words.takeNumber("page").orElse(1)));
    boolean asFile = words.take("as").filter("csv"::equals).isPresent();
    Optional<String> typed = words.takeSpan();
    Wanted wanted = new Wanted(typed.orElse(USUAL), page, asFile);
    if (words.rest().isEmpty()) {
      all(invocation, screen, wanted);
      return;
    }
    List<String> further = typed.map(List::of).orElse(List.of());
    if (subject.resolve(invocation, words.rest()) instanceof Reference.Unknown) {
      List<HistoryEntry> past = past(String.join(" ", words.rest()));
      if (past.size() == 1) {
        SessionId id = past.get(0).life().session();
        of(new Reference.Found(id, null, List.of()), invocation, screen, wanted);
        return;
      }
      if (!past.isEmpty()) {
        screen.show(FindView.past(String.join(" ", words.rest()), past, name(), further));
        return;
      }
    }
    subject
        .of(invocation, words.rest(), further, screen)
        .ifPresent(found -> of(found, invocation, screen, wanted));
  }

  /**
   * @param span how far back, as typed
   */
  private record Wanted(String span, int page, boolean asFile) {}

  /** Agents that the server lists no more: the whole name first, then how name or id begins. */
  private List<HistoryEntry> past(String typed) {
    String wanted = ReferenceResolver.normal(typed);
    if (ReferenceResolver.isNumber(typed) || wanted.isEmpty()) {
      return List.of();
    }
    List<HistoryEntry> begun = history.beginning(typed, MOST_PAST);
    List<HistoryEntry> named =
        begun.stream().filter(e -> ReferenceResolver.normal(e.name()).equals(wanted)).toList();
    return named.isEmpty() ? begun : named;
  }

  private void all(Invocation invocation, Screen screen, Wanted wanted) {
    if (wanted.asFile()) {
      send(null, null, invocation, screen, wanted);
      return;
    }
    List<HistoryEntry> entries =
        history.all(since(wanted.span()), offset(wanted.page()), PER_PAGE + 1);
    screen.show(view(null, null, entries, null, wanted, invocation));
  }

  private void of(Reference.Found found, Invocation invocation, Screen screen, Wanted wanted) {
    SessionId id = found.id();
    List<HistoryEntry> entries =
        history.of(id, since(wanted.span()), offset(wanted.page()), PER_PAGE + 1);
    Optional<Agent> agent =
        Optional.ofNullable(found.agent()).or(() -> desk.board().snapshot().find(id));
    String name =
        agent
            .map(Agent::name)
            .or(() -> entries.stream().map(HistoryEntry::name).findFirst())
            .orElse(id.shortForm());
    if (wanted.asFile()) {
      send(id, name, invocation, screen, wanted);
      return;
    }
    AgentLife life = agent.map(Agent::life).orElseGet(() -> new AgentLife(id, ""));
    Lineage lineage = agent.map(lineages::of).orElse(null);
    screen.show(view(life, name, entries, lineage, wanted, invocation));
  }

  private void send(
      @Nullable SessionId id,
      @Nullable String name,
      Invocation invocation,
      Screen screen,
      Wanted wanted) {
    screen.toast("Writing the file…");
    screen.sendNew(
        file.of(id, name, wanted.span(), since(wanted.span()), desk.moment(invocation.chat())));
  }

  private OutgoingMessage view(
      @Nullable AgentLife life,
      @Nullable String name,
      List<HistoryEntry> entries,
      @Nullable Lineage lineage,
      Wanted wanted,
      Invocation invocation) {
    boolean more = entries.size() > PER_PAGE;
    List<HistoryEntry> shown = entries.subList(0, Math.min(PER_PAGE, entries.size()));
    return HistoryView.of(
        new HistoryView.Page(life, name, shown, wanted.span(), wanted.page(), more, lineage),
        desk.moment(invocation.chat()));
  }

  private Instant since(String span) {
    return desk.clock().instant().minus(Words.span(span).orElse(Duration.ofDays(7)));
  }

  private static int offset(int page) {
    return (page - 1) * PER_PAGE;
  }
}
