package drover.command;

import drover.access.Role;
import drover.access.User;
import drover.chat.UserId;
import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryEntry;
import drover.session.Agent;
import drover.session.SessionId;
import drover.view.AgentButtons;
import drover.view.AuditView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who did what, to which agent or person, and what came of it. */
final class AuditCommand implements Command {
  private static final int PER_PAGE = 12;
  private static final int MOST_PAGES = 1000;
  private static final String USUAL = "7d";
  private static final String PERSON = "user";

  private final PeopleDesk people;
  private final Whom whom;
  private final Subject subject;
  private final AuditFile file;

  AuditCommand(PeopleDesk people, Subject subject, AuditFile file) {
    this.people = people;
    this.whom = new Whom(people);
    this.subject = subject;
    this.file = file;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "/audit [7d] [USER or REF]";
  }

  @Override
  public String summary() {
    return "who did what, and what was refused";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    int page = Math.max(1, Math.min(MOST_PAGES, words.takeNumber("page").orElse(1)));
    boolean asFile = words.take("as").filter("csv"::equals).isPresent();
    String span = words.takeSpan().orElse(USUAL);
    about(invocation, words, span, screen)
        .ifPresent(
            about -> {
              if (asFile) {
                send(about, span, invocation, screen);
              } else {
                show(about, span, page, invocation, screen);
              }
            });
  }

  /**
   * Whom or what it is about.
   *
   * @param name null: everybody and everything
   * @param words what asks for it again
   */
  private record About(
      @Nullable UserId person,
      @Nullable SessionId session,
      @Nullable String name,
      List<String> words) {
    static About of(User user) {
      String name = user.name().isBlank() ? user.id().toString() : user.name();
      return new About(user.id(), null, name, List.of(PERSON + ":" + user.id()));
    }

    static About of(SessionId id, String name) {
      return new About(null, id, name, List.of(AgentButtons.exact(id)));
    }
  }

  private Optional<About> about(Invocation invocation, Words words, String span, Screen screen) {
    Optional<String> person = words.take(PERSON);
    List<String> rest = person.isPresent() ? List.of(person.get()) : words.rest();
    if (rest.isEmpty() && invocation.repliedTo() == null) {
      return Optional.of(new About(null, null, null, List.of()));
    }
    String typed = String.join(" ", rest);
    if (person.isPresent() || rest.isEmpty() || namesAPerson(invocation, typed)) {
      return whom.find(invocation, rest, screen).map(About::of);
    }
    List<User> named =
        people.all().stream().filter(user -> user.name().equalsIgnoreCase(typed)).toList();
    return named.size() == 1
        ? Optional.of(About.of(named.get(0)))
        : agent(invocation, rest, span, screen);
  }

  /** A number is a person's when somebody with a role bears it; else it is an agent's. */
  private boolean namesAPerson(Invocation invocation, String typed) {
    return typed.startsWith("@")
        || invocation.mentions().stream().anyMatch(mention -> mention.text().equals(typed))
        || (typed.matches("\\d{4,16}")
            && people.users().find(new UserId(Long.parseLong(typed))).isPresent());
  }

  private Optional<About> agent(
      Invocation invocation, List<String> words, String span, Screen screen) {
    if (subject.resolve(invocation, words) instanceof Reference.Unknown) {
      List<HistoryEntry> past = people.history().beginning(String.join(" ", words), 2);
      if (past.size() == 1) {
        HistoryEntry entry = past.get(0);
        return Optional.of(About.of(entry.life().session(), entry.name()));
      }
    }
    return subject.of(invocation, words, List.of(span), screen).map(this::about);
  }

  private About about(Reference.Found found) {
    String name =
        Optional.ofNullable(found.agent())
            .or(() -> people.desk().board().snapshot().find(found.id()))
            .map(Agent::name)
            .orElse(found.id().shortForm());
    return About.of(found.id(), name);
  }

  private void show(About about, String span, int page, Invocation invocation, Screen screen) {
    List<AuditEntry> entries =
        people.history().audits(query(about, span), (page - 1) * PER_PAGE, PER_PAGE + 1);
    boolean more = entries.size() > PER_PAGE;
    List<AuditEntry> shown = entries.subList(0, Math.min(PER_PAGE, entries.size()));
    screen.show(
        AuditView.of(
            new AuditView.Page(about.name(), about.words(), shown, span, page, more),
            people.desk().moment(invocation.chat())));
  }

  private void send(About about, String span, Invocation invocation, Screen screen) {
    screen.toast("Writing the file…");
    screen.sendNew(
        file.of(query(about, span), about.name(), span, people.desk().moment(invocation.chat())));
  }

  private AuditQuery query(About about, String span) {
    Instant now = people.desk().clock().instant();
    Instant since = now.minus(Words.span(span).orElse(Duration.ofDays(7)));
    return new AuditQuery(since, about.person(), about.session());
  }
}
