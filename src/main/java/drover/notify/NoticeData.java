package drover.notify;

import drover.base.Redactor;
import drover.history.RunTime;
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
  private static final int LINE = 300;
  private static final int ERROR = 4_000;

  private NoticeData() {}

  /**
   * @param lasted how long the stall was, for recoveries; for the rest null
   * @param clockOffset how far the server's clock is ahead of ours
   */
  static Map<String, String> of(
      Transition transition, @Nullable Duration lasted, Duration clockOffset, Redactor redactor) {
    Session session = transition.after().session();
    Instant activity = session.times().lastActivity();
    SessionId parent = session.family().parent();
    Duration time = transition.kind().isEnd() ? RunTime.of(transition) : lasted;
    Map<String, String> data = new HashMap<>();
    data.put("kind", word(transition.kind()));
    data.put("priority", cut(session.priority(), LINE));
    data.put("earliest", transition.earliest().toString());
    data.put("latest", transition.latest().toString());
    put(data, "name", clean(transition.after().name(), redactor, LINE));
    put(data, "task", clean(session.task(), redactor, LINE));
    put(data, "error", clean(session.error(), redactor, ERROR));
    put(data, "lasted", time == null ? null : time.toSeconds());
    put(data, "silent-since", activity == null ? null : activity.minus(clockOffset));
    put(data, "tokens-used", session.tokens().used());
    put(data, "tokens-limit", session.tokens().limit());
    put(data, "output", clean(session.outputPath(), redactor, LINE));
    put(data, "parent", parent == null ? null : parent.shortForm());
    return data;
  }

  static Notice read(Fact fact) {
    Map<String, String> data = fact.data();
    return new Notice(
        Transition.Kind.valueOf(
            data.getOrDefault("kind", "").toUpperCase(Locale.ROOT).replace('-', '_')),
        AgentLife.parse(fact.key().subject()),
        data.getOrDefault("name", ""),
        data.get("task"),
        data.get("error"),
        get(data, "lasted", seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
        get(data, "silent-since", Instant::parse),
        get(data, "tokens-used", Long::valueOf),
        get(data, "tokens-limit", Long::valueOf),
        data.get("output"),
        data.getOrDefault("priority", "normal"),
        data.get("parent"),
        null,
        Optional.ofNullable(get(data, "earliest", Instant::parse)).orElse(fact.at()),
        Optional.ofNullable(get(data, "latest", Instant::parse)).orElse(fact.at()));
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
