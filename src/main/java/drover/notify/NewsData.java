package drover.notify;

import drover.base.Redactor;
import drover.outbox.Fact;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.subscription.News;
import drover.subscription.Traits;
import drover.subscription.Weight;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What wishes look at, beside what {@link NoticeData} keeps for the words: by the time something is
 * sent the agent may be gone from every list.
 */
final class NewsData {
  private static final int LINE = 300;

  private NewsData() {}

  static Map<String, String> of(News news, Redactor redactor) {
    Traits agent = news.agent();
    Map<String, String> data = new HashMap<>();
    if (agent != null) {
      data.put("status", agent.status().word());
      put(data, "channel", agent.channel(), redactor);
      put(data, "parent-id", agent.parent() == null ? null : agent.parent().value(), redactor);
      put(data, "parent-name", agent.parentName(), redactor);
    }
    return data;
  }

  static News read(Fact fact) {
    return read(fact.data());
  }

  /** What a plain notice does not tell is taken for usual. */
  static News read(Map<String, String> data) {
    String parent = data.get("parent-id");
    return new News(
        Weight.of(
            Transition.Kind.valueOf(
                data.getOrDefault("kind", "").toUpperCase(Locale.ROOT).replace('-', '_'))),
        new Traits(
            data.getOrDefault("name", ""),
            data.get("task"),
            data.getOrDefault("priority", "normal"),
            data.get("channel"),
            parent == null ? null : new SessionId(parent),
            data.get("parent-name"),
            SessionStatus.parse(data.get("status")).orElse(SessionStatus.WORKING)));
  }

  private static void put(
      Map<String, String> data, String key, @Nullable String value, Redactor redactor) {
    if (value != null && !value.isBlank()) {
      data.put(key, NoticeData.cut(redactor.redact(value), LINE));
    }
  }
}
