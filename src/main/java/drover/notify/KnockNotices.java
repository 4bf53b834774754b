package drover.notify;

import drover.access.Access;
import drover.access.Knock;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.UserId;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Notices;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.view.KnockView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells every admin, in private, that a stranger writes to the bot. Any thread. */
public final class KnockNotices implements Renderer {
  private static final String KNOCK = "knock";

  /** Every kind of fact that comes from here. */
  public static final List<String> KINDS = List.of(KNOCK);

  private static final String NAME = "name";
  private static final String HANDLE = "handle";

  private final Notices notices;
  private final Access access;

  public KnockNotices(Notices notices, Access access) {
    this.notices = notices;
    this.access = access;
  }

  /** Leaves it to be told; in the transaction that notes the knock. */
  public void tell(Knock knock) {
    List<ChatAddress> admins =
        access.admins().stream().map(id -> ChatAddress.of(id.value())).toList();
    Map<String, String> data = new HashMap<>();
    data.put(NAME, knock.name());
    if (knock.handle() != null) {
      data.put(HANDLE, knock.handle());
    }
    FactKey key = new FactKey(knock.who().toString(), KNOCK, knock.at().toEpochMilli());
    notices.post(new Fact(key, knock.at(), Fact.Urgency.NORMAL, data), admins);
  }

  @Override
  public Rendering render(Delivery delivery) {
    Fact fact = delivery.fact();
    UserId who = new UserId(Long.parseLong(fact.key().subject()));
    if (access.roleOf(new UserId(delivery.to().chat())) != Role.ADMIN) {
      return new Rendering.Drop("that person is no admin any more");
    }
    if (access.roleOf(who) != Role.STRANGER) {
      return new Rendering.Drop("the stranger was let in meanwhile");
    }
    Knock knock =
        new Knock(
            who,
            fact.data().getOrDefault(NAME, ""),
            fact.data().get(HANDLE),
            Instant.ofEpochMilli(fact.key().episode()));
    return new Rendering.Send(KnockView.of(knock, delivery.maybeRepeat()));
  }

  @Override
  public void told(Delivery delivery, MessageRef message) {
    // Nothing hangs on where it stands.
  }
}
