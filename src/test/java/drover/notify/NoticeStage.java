package drover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.Role;
import drover.base.Redactor;
import drover.chat.Button;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.incident.Repeats;
import drover.outbox.Delivery;
import drover.outbox.Rendering;
import drover.session.Capabilities;
import drover.session.ServerNews;
import drover.session.Session;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Wishes;
import drover.testing.Agents;
import drover.testing.DirectTransactor;
import drover.testing.FixedBoard;
import drover.testing.Markup;
import drover.testing.MemoryChats;
import drover.testing.MemoryHistory;
import drover.testing.MemoryIncidents;
import drover.testing.MemoryMutes;
import drover.testing.MemorySubscriptions;
import drover.testing.MemoryUsers;
import drover.testing.RecordedNotices;
import drover.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All of the notices on fakes: what happens, what is posted, what it says. One thread. */
final class NoticeStage {
  static final ChatAddress CHAT = ChatAddress.of(1);
  static final ChatAddress GROUP = new ChatAddress(-2, 9);
  static final ChatAddress ESCALATIONS = ChatAddress.of(77);
  static final UserId ANNA = new UserId(1);
  static final String NOON = "2026-03-02T12:00:00Z";

  final TestClock clock = TestClock.at(NOON);
  final MemorySubscriptions subscriptions = new MemorySubscriptions();
  final MemoryIncidents store = new MemoryIncidents();
  final RecordedNotices notices = new RecordedNotices();
  final FixedBoard board = new FixedBoard();
  final MemoryHistory history = new MemoryHistory();
  final MemoryMutes mutes = new MemoryMutes();
  final IncidentFacts facts = new IncidentFacts(store, notices, ESCALATIONS, clock);
  final Incidents incidents =
      new Incidents(
          store, facts, new DirectTransactor(), Repeats.standard(Duration.ofMinutes(30)), clock);
  final Notifier notifier;
  final ServerNotifier serverNotifier;
  final NoticeRenderer renderer;

  NoticeStage() {
    MemoryUsers users = new MemoryUsers();
    MemoryChats chats = new MemoryChats();
    Access access = new Access(users, chats, clock);
    Wishes wishes = new Wishes(subscriptions, mutes, chats, access, id -> Optional.empty());
    Redactor redactor = new Redactor(List.of());
    users.grant(ANNA, Role.ADMIN);
    subscriptions.put(CHAT, Level.EVERYTHING, AgentFilter.ALL, ANNA, Instant.EPOCH);
    subscriptions.put(GROUP, Level.PROBLEMS, AgentFilter.ALL, ANNA, Instant.EPOCH);
    notifier =
        new Notifier(subscriptions, incidents, notices, wishes, () -> Duration.ZERO, redactor);
    serverNotifier = new ServerNotifier(subscriptions, incidents, notices, wishes, redactor);
    renderer =
        new NoticeRenderer(
            new NoticeRenderer.Reads(
                board,
                subscriptions,
                history,
                access,
                life -> Optional.empty(),
                wishes,
                Capabilities::all),
            new NoticeRenderer.Care(store, incidents, facts),
            redactor,
            clock);
  }

  /** Of a critical agent, now. */
  Transition happens(Kind kind) {
    return happens(kind, session -> session);
  }

  Transition happens(Kind kind, UnaryOperator<Session> change) {
    Transition transition =
        Agents.transition(
            kind,
            kind == Kind.STALLED || kind == Kind.RECOVERED ? 1 : 0,
            clock.instant().toString(),
            session -> change.apply(session.withPriority("critical")));
    notifier.on(transition);
    board.put(transition.after());
    return transition;
  }

  void happens(ServerNews news) {
    serverNotifier.on(news);
  }

  /** A stall of a critical agent that stands in both chats, as messages 5 and 6. */
  Incident stallToldInBoth() {
    Transition stall = happens(Kind.STALLED);
    tell("stalled", CHAT, 5);
    tell("stalled", GROUP, 6);
    return store.open(stall.life().key()).get(0);
  }

  void tell(String kind, ChatAddress chat, long message) {
    Delivery delivery = notices.delivery(kind, chat);
    assertThat(sent(kind, chat).html()).isNotEmpty();
    renderer.told(delivery, new MessageRef(chat, message));
  }

  /** Shows an edit, which says where it stands. */
  OutgoingMessage edit(ChatAddress chat) {
    Rendering.Edit edit = edited(chat);
    renderer.told(notices.delivery("changed", chat), edit.target());
    return edit.message();
  }

  Rendering.Edit edited(ChatAddress chat) {
    Rendering rendering = render("changed", chat);
    assertThat(rendering).isInstanceOf(Rendering.Edit.class);
    return (Rendering.Edit) rendering;
  }

  OutgoingMessage sent(String kind, ChatAddress chat) {
    Rendering rendering = render(kind, chat);
    assertThat(rendering).isInstanceOf(Rendering.Send.class);
    return ((Rendering.Send) rendering).message();
  }

  String dropped(String kind, ChatAddress chat) {
    Rendering rendering = render(kind, chat);
    assertThat(rendering).isInstanceOf(Rendering.Drop.class);
    return ((Rendering.Drop) rendering).reason();
  }

  Rendering render(String kind, ChatAddress chat) {
    return renderer.render(notices.delivery(kind, chat));
  }

  static String text(OutgoingMessage message) {
    return Markup.visible(message.html());
  }

  static List<String> labels(OutgoingMessage message) {
    return message.keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }
}
