package drover.notify;

import drover.base.Redactor;
import drover.history.RunTime;
import drover.incident.Incidents;
import drover.outbox.Fact;
import drover.session.AgentLife;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.Transition;
import drover.view.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A notice as the text of a fact, and back. Nothing but the kind need be there. */
final class NoticeData {
  static final String NAME = "name";
  static final String KIND = "kind";

  private static final String PRIORITY = Incidents.PRIORITY;
  private static final int LINE = 300;
  private static final int ERROR = 4_000;

  private NoticeData() {}

  /**
   * @param clockOffset how far the server's clock is ahead of ours
   */
  static Map<String, String> of(Transition transition, Duration clockOffset, Redactor redactor) {
    Session session = transition.after().session();
    Session.Times times = session.times();
    SessionId parent = session.family().parent();
    Duration time = transition.kind().isEnd() ? RunTime.of(transition) : null;
    Map<String, String> data = new HashMap<>();
    data.put(KIND, word(transition.kind()));
    data.put(PRIORITY, cut(session.priority(), LINE));
    data.put("earliest", transition.earliest().toString());
    data.put("latest", transition.latest().toString());
    put(data, NAME, clean(transition.after().name(), redactor, LINE));
    put(data, "named", session.name() != null && !session.name().isBlank());
    put(data, "task", clean(session.task(), redactor, LINE));
    put(data, "error", clean(session.error(), redactor, ERROR));
    put(data, "lasted", time == null ? null : time.toSeconds());
    put(data, "silent-since", ours(times.lastActivity(), clockOffset));
    put(data, "started", ours(times.start(), clockOffset));
    put(data, "expected-end", ours(expectedEnd(times), clockOffset));
    put(data, "tokens-used", session.tokens().used());
    put(data, "tokens-limit", session.tokens().limit());
    put(data, "output", clean(session.outputPath(), redactor, LINE));
    put(data, "parent", parent == null ? null : parent.shortForm());
    return data;
  }

  static Notice read(Fact fact) {
    return read(fact.data(), AgentLife.parse(fact.key().subject()), fact.at());
  }

  /**
   * @param at when it happened, where the data do not say
   */
  static Notice read(Map<String, String> data, AgentLife life, Instant at) {
    return new Notice(
        Transition.Kind.valueOf(
            data.getOrDefault(KIND, "").toUpperCase(Locale.ROOT).replace('-', '_')),
        life,
        data.getOrDefault(NAME, ""),
        // Facts from before do not say so; most agents have a name.
        !data.getOrDefault("named", "true").equals("false"),
        data.get("task"),
        data.get("error"),
        data.get("output"),
        data.getOrDefault(PRIORITY, "normal"),
        new Notice.Tokens(
            get(data, "tokens-used", Long::valueOf),
            get(data, "tokens-limit", Long::valueOf),
            null),
        new Notice.Times(
            get(data, "lasted", seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
            get(data, "silent-since", Instant::parse),
            get(data, "started", Instant::parse),
            get(data, "expected-end", Instant::parse),
            Optional.ofNullable(get(data, "earliest", Instant::parse)).orElse(at),
            Optional.ofNullable(get(data, "latest", Instant::parse)).orElse(at)),
        new Notice.Parent(data.get("parent"), null));
  }

  static String word(Transition.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static @Nullable Instant expectedEnd(Session.Times times) {
    Instant start = times.start();
    Duration expected = times.expectedDuration();
    return times.expectedEnd() != null || start == null || expected == null
        ? times.expectedEnd()
        : start.plus(expected);
  }

  private static @Nullable Instant ours(@Nullable Instant servers, Duration clockOffset) {
    return servers == null ? null : servers.minus(clockOffset);
  }

  private static @Nullable String clean(@Nullable String text, Redactor redactor, int most) {
    return text == null ? null : cut(redactor.redact(text), most);
  }

  private static void put(Map<String, String> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value.toString());
    }
  }

  private static <T> @Nullable T get(
      Map<String, String> data, String key, Function<String, T> read) {
    String text = data.get(key);
    return text == null ? null : read.apply(text);
  }
}
