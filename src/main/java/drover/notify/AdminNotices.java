package drover.notify;

import drover.access.Access;
import drover.access.Trouble;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.view.TroubleView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells every admin, in private, of what keeps the bot from telling somebody else. Any thread. */
public final class AdminNotices implements Renderer {
  private static final String TROUBLE = "trouble";

  /** Every kind of fact that comes from here. */
  public static final List<String> KINDS = List.of(TROUBLE);

  private static final String KIND = "kind";
  private static final String CHAT = "chat";
  private static final String TOPIC = "topic";
  private static final String WHY = "why";
  private static final int MOST_STORED = 500;

  private final Notices notices;
  private final Access access;
  private final UserStore users;

  public AdminNotices(Notices notices, Access access, UserStore users) {
    this.notices = notices;
    this.access = access;
    this.users = users;
  }

  /** Leaves it to be told; in the transaction that opened the trouble. */
  public void tell(Trouble trouble) {
    ChatAddress where = trouble.where();
    List<ChatAddress> admins =
        access.admins().stream()
            .map(id -> ChatAddress.of(id.value()))
            .filter(chat -> chat.chat() != where.chat())
            .toList();
    int topic = where.topic() == null ? 0 : where.topic();
    Map<String, String> data =
        Map.of(
            KIND, trouble.kind().name(),
            CHAT, Long.toString(where.chat()),
            TOPIC, Integer.toString(topic),
            WHY, NoticeData.cut(trouble.why(), MOST_STORED));
    String subject = trouble.kind().name() + " " + where.chat() + " " + topic;
    FactKey key = new FactKey(subject, TROUBLE, trouble.since().toEpochMilli());
    notices.post(new Fact(key, trouble.since(), Fact.Urgency.FIRST, data), admins);
  }

  @Override
  public Rendering render(Delivery delivery) {
    if (!access.admins().contains(new UserId(delivery.to().chat()))) {
      return new Rendering.Drop("that person is no admin any more");
    }
    Trouble trouble = trouble(delivery.fact());
    return new Rendering.Send(
        TroubleView.of(
            trouble, name(trouble.where()), access.zone(delivery.to()), delivery.maybeRepeat()));
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    // Nothing hangs on where it stands.
  }

  private @Nullable String name(ChatAddress where) {
    return where.isGroup()
        ? null
        : users.find(new UserId(where.chat())).map(User::name).orElse(null);
  }

  private static Trouble trouble(Fact fact) {
    Map<String, String> data = fact.data();
    int topic = Integer.parseInt(data.getOrDefault(TOPIC, "0"));
    return new Trouble(
        Trouble.Kind.valueOf(data.getOrDefault(KIND, "")),
        new ChatAddress(Long.parseLong(data.getOrDefault(CHAT, "0")), topic == 0 ? null : topic),
        Instant.ofEpochMilli(fact.key().episode()),
        data.getOrDefault(WHY, ""));
  }
}
