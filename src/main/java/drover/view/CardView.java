package drover.view;

import drover.chat.Button;
import drover.chat.Button.Style;
import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Lineage;
import drover.session.Session;
import drover.session.SessionStatus;
import drover.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent: what a person decides by first, the rest behind a tap. */
public final class CardView {
  private CardView() {}

  /**
   * @param work whether to show where the agent writes, and to offer its prompt and what takes care
   *     of its trouble
   * @param kill whether to offer it
   * @param respawn whether to offer it
   * @param parent the parent's life, when the server still lists it; else null
   * @param parentName null when it has none
   * @param children names of those known
   * @param lineage its earlier runs and what they used together
   * @param incident the trouble that it is in; null when it is in none
   * @param trouble why this is not fresh; null when it is
   */
  public record Card(
      Agent agent,
      boolean work,
      boolean kill,
      boolean respawn,
      boolean logs,
      boolean metrics,
      @Nullable AgentLife parent,
      @Nullable String parentName,
      List<String> children,
      Lineage lineage,
      @Nullable Incident incident,
      @Nullable String trouble) {}

  public static OutgoingMessage of(Card card, Moment moment) {
    Lines text = new Lines(Lines.MOST - 500);
    for (String line : facts(card, moment)) {
      boolean ignored = text.add(line);
    }
    String error = card.agent().session().error();
    if (error != null) {
      boolean ignored = text.add(Html.quote(Cut.to(error.strip(), 300)));
    }
    String details = details(card);
    if (!details.isEmpty()) {
      boolean ignored = text.add("<blockquote expandable>" + details + "</blockquote>");
    }
    String age = ListView.age(card.agent().asOf(), card.trouble(), moment);
    return OutgoingMessage.of(text + "\n" + age, keyboard(card));
  }

  /** The full prompt, as far as a message holds it. */
  public static OutgoingMessage prompt(Agent agent) {
    String prompt = agent.session().prompt();
    String head = "<b>Prompt</b> of " + Mark.name(agent.name(), 64) + "\n";
    String body =
        prompt == null || prompt.isBlank()
            ? "The server gives none."
            : Html.quote(fitting(prompt.strip(), Lines.MOST - 700));
    return OutgoingMessage.of(head + body, List.of(List.of(Keys.card("Back", agent.life()))));
  }

  /** Cut so that it stays below {@code most} units even once escaped. */
  static String fitting(String text, int most) {
    String cut = Cut.to(text, most);
    while (Html.escape(cut).length() > most) {
      cut = Cut.to(cut, Math.max(1, cut.length() * 3 / 4));
    }
    return cut;
  }

  private static List<String> facts(Card card, Moment moment) {
    Agent agent = card.agent();
    Session session = agent.session();
    List<String> lines = new ArrayList<>();
    lines.add(Mark.of(agent) + " " + Mark.name(agent.name(), 64));
    lines.add(status(agent, moment));
    String care = CardCare.line(card, moment);
    if (!care.isEmpty()) {
      lines.add(care);
    }
    if (session.task() != null && !session.task().isBlank()) {
      lines.add(NoticeLines.TASK_MARK + Html.escape(Cut.line(session.task(), 120)));
    }
    if (agent.progress() != null && !agent.isOver()) {
      lines.add(Bar.of(agent.progress()));
    }
    String tokens = tokens(session.tokens());
    if (!tokens.isEmpty()) {
      lines.add(tokens);
    }
    lines.addAll(LineageLines.of(card.lineage()));
    String timing = timing(agent, moment);
    if (!timing.isEmpty()) {
      lines.add(timing);
    }
    Instant activity = session.times().lastActivity();
    if (activity != null) {
      lines.add("👣 last active " + moment.agoOnServer(activity));
    }
    lines.add("⚑ " + Html.escape(Cut.line(session.priority(), 24)) + " priority");
    return lines;
  }

  private static String status(Agent agent, Moment moment) {
    String word = "<b>" + Mark.capital(Mark.word(agent)) + "</b>";
    if (agent.verdict().source() == Verdict.Source.REPORTED) {
      Instant end = agent.session().times().end();
      return agent.isOver() && end != null
          ? word + " " + moment.agoOnServer(end) + " · reported"
          : word + " · reported " + moment.ago(agent.asOf());
    }
    String says = agent.session().status();
    String reported = says == null ? "" : ", server says " + Html.escape(Cut.line(says, 24));
    return word + " · " + Html.escape(Cut.line(why(agent, moment), 60)) + reported;
  }

  private static String why(Agent agent, Moment moment) {
    if (Mark.isExhausted(agent)) {
      return "still running";
    }
    return agent.status() == SessionStatus.STALLED
        ? Mark.state(agent, moment)
        : agent.verdict().reason();
  }

  static String tokens(Session.Tokens tokens) {
    if (tokens.used() == null) {
      return "";
    }
    Double percentage = tokens.percentage();
    return percentage == null || tokens.limit() == null
        ? "🪙 " + Say.count(tokens.used()) + " tokens"
        : "🪙 %s of %s tokens · %d %%"
            .formatted(Say.count(tokens.used()), Say.count(tokens.limit()), Math.round(percentage));
  }

  private static String timing(Agent agent, Moment moment) {
    Session.Times times = agent.session().times();
    Instant start = times.start();
    if (agent.isOver()) {
      return start == null || times.end() == null
          ? ""
          : "⏱ ran " + Say.duration(Duration.between(start, times.end()));
    }
    List<String> parts = new ArrayList<>();
    if (start != null) {
      parts.add("running " + Say.duration(Duration.between(start, moment.serverNow())));
    }
    Instant due = times.expectedEnd();
    if (due != null) {
      parts.add(due(due, moment));
    }
    return parts.isEmpty() ? "" : "⏱ " + String.join(" · ", parts);
  }

  /** When it should end, by the server's clock, or how long ago it should have. */
  static String due(Instant due, Moment moment) {
    Duration late = Duration.between(due, moment.serverNow());
    return late.toMinutes() >= 1
        ? "<b>late by " + Say.duration(late) + "</b>"
        : "due " + moment.clockOfServer(due);
  }

  private static String details(Card card) {
    Session session = card.agent().session();
    List<String> lines = new ArrayList<>();
    add(lines, "Channel", session.origin().channel(), 40);
    add(lines, "Node", session.origin().node(), 40);
    add(lines, "Host", session.origin().host(), 40);
    add(lines, "Model", session.origin().model(), 60);
    add(lines, "Asked by", session.origin().requester(), 60);
    add(lines, "Parent", card.parentName(), 48);
    if (!card.children().isEmpty()) {
      String names =
          String.join(", ", card.children().stream().limit(5).map(ListView::label).toList());
      int more = card.children().size() - 5;
      add(lines, "Children", names + (more > 0 ? " and " + more + " more" : ""), 160);
    }
    if (card.work() && session.outputPath() != null && !session.outputPath().isBlank()) {
      lines.add("Output: " + Html.code(Cut.line(session.outputPath(), 120)));
    }
    lines.add("Id: " + Html.code(Cut.line(session.id().shortForm(), 8)));
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String label, @Nullable String value, int most) {
    if (value != null && !value.isBlank()) {
      lines.add(label + ": " + Html.escape(Cut.line(value, most)));
    }
  }

  private static List<List<Button>> keyboard(Card card) {
    AgentLife life = card.agent().life();
    List<Button> orders = new ArrayList<>();
    if (card.kill()) {
      orders.add(Keys.kill(life));
    }
    if (card.respawn()) {
      orders.add(Keys.respawn(life));
    }
    List<Button> looks = new ArrayList<>();
    if (card.logs()) {
      looks.add(Keys.logs(life));
    }
    if (card.metrics()) {
      looks.add(Keys.about("Metrics", Style.PLAIN, life, "metrics"));
    }
    looks.add(Keys.about("History", Style.PLAIN, life, "history"));
    List<Button> more = new ArrayList<>();
    if (card.work()) {
      more.add(Keys.about("Prompt", Style.PLAIN, life, "agent", "show:prompt"));
    }
    if (card.parent() != null) {
      more.add(Keys.card("Parent", card.parent()));
    }
    more.addAll(LineageLines.buttons(card.lineage()));
    if (!card.children().isEmpty()) {
      String children = "parent:" + AgentButtons.exact(life.session());
      more.add(Keys.page("Children " + card.children().size(), "agents", children));
    }
    return List.of(orders, CardCare.row(card), looks, more, List.of(refresh(life), back()));
  }

  private static Button refresh(AgentLife life) {
    return Keys.card("Refresh", life);
  }

  static Button back() {
    return Keys.page("Back", "agents", Keys.LAST);
  }

  /** "failed 3 min ago", "still working". */
  static String state(Agent agent, Moment moment) {
    return agent.isOver() || Mark.isExhausted(agent)
        ? Mark.state(agent, moment)
        : "still " + Mark.word(agent);
  }
}
