package drover.command;

import drover.access.Role;
import drover.base.StorageException;
import drover.chat.OutgoingMessage;
import drover.incident.Incidents;
import drover.monitor.Board;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.subscription.AgentFilter;
import drover.view.Html;
import drover.view.Keys;
import drover.view.ListView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list. */
final class AgentsCommand implements Command {
  private static final Logger log = LoggerFactory.getLogger(AgentsCommand.class);
  private static final int PER_PAGE = 8;

  private final Desk desk;
  private final FilterReader filters;
  private final Incidents incidents;

  AgentsCommand(Desk desk, FilterReader filters, Incidents incidents) {
    this.desk = desk;
    this.filters = filters;
    this.incidents = incidents;
  }

  @Override
  public String name() {
    return "agents";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/agents [FILTER]";
  }

  @Override
  public String summary() {
    return "all agents, what needs you first";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(wanted(invocation));
    int page = words.takeNumber("page").orElse(1);
    Board.Snapshot snapshot = desk.board().refreshed(Purpose.PERSON);
    try {
      AgentFilter filter = filters.now(invocation, words.rest(), snapshot);
      show(invocation, screen, snapshot, filter, page);
    } catch (AgentFilter.Malformed e) {
      screen.show(
          OutgoingMessage.of(
              "❗ " + Html.escape(e.problem()), List.of(List.of(Keys.page("All", "agents")))));
    }
  }

  private List<String> wanted(Invocation invocation) {
    List<String> words = invocation.words();
    return words.contains(Keys.LAST) ? desk.lists().last(invocation.chat()) : words;
  }

  private void show(
      Invocation invocation,
      Screen screen,
      Board.Snapshot snapshot,
      AgentFilter filter,
      int wantedPage) {
    List<Agent> matching =
        snapshot.agents().stream()
            .filter(filter::matches)
            .sorted(AgentOrder.firstThingsFirst(acked(snapshot.agents())))
            .toList();
    int pages = Math.max(1, (matching.size() + PER_PAGE - 1) / PER_PAGE);
    int page = Math.max(1, Math.min(pages, wantedPage));
    int first = (page - 1) * PER_PAGE;
    List<Agent> rows = matching.subList(first, Math.min(matching.size(), first + PER_PAGE));
    List<String> again = new ArrayList<>(filter.words());
    if (page > 1) {
      again.add("page:" + page);
    }
    List<SessionId> ids = rows.stream().map(Agent::id).toList();
    desk.lists().shown(invocation.chat(), first + 1, ids, again, !invocation.pressed());
    ListView.Page view =
        new ListView.Page(
            rows,
            first + 1,
            page,
            pages,
            matching.size(),
            tabs(snapshot.agents(), filter),
            inWords(filter),
            filter.words(),
            snapshot.asOf(),
            snapshot.trouble());
    screen.show(ListView.of(view, desk.moment(invocation.chat())));
  }

  /** A list is worth showing without: what is acked then comes first again. */
  private Set<String> acked(List<Agent> agents) {
    if (agents.stream().noneMatch(agent -> agent.status() == SessionStatus.FAILED)) {
      return Set.of();
    }
    try {
      return incidents.ackedFailures();
    } catch (StorageException e) {
      log.warn("Cannot read which failures are acked", e);
      return Set.of();
    }
  }

  private static List<ListView.Tab> tabs(List<Agent> agents, AgentFilter filter) {
    Map<Tab, Integer> counts = new EnumMap<>(Tab.class);
    for (Agent agent : agents) {
      if (filter.matchesApartFromStatus(agent)) {
        for (Tab tab : Tab.values()) {
          counts.merge(tab, tab.holds(agent) ? 1 : 0, Integer::sum);
        }
      }
    }
    List<ListView.Tab> tabs = new ArrayList<>();
    for (Tab tab : Tab.values()) {
      String word = tab.word().isEmpty() ? null : tab.word();
      boolean chosen = Objects.equals(word, filter.status());
      List<String> words = filter.withStatus(word).words();
      tabs.add(new ListView.Tab(tab.label(), counts.getOrDefault(tab, 0), chosen, words));
    }
    return tabs;
  }

  /** The buttons show a status by themselves; the rest is repeated above the list. */
  private static String inWords(AgentFilter filter) {
    boolean onAButton = Stream.of(Tab.values()).anyMatch(tab -> tab.word().equals(filter.status()));
    AgentFilter rest = onAButton ? filter.withStatus(null) : filter;
    return rest.inWords();
  }
}
