package drover.command;

import drover.access.Role;
import drover.base.NearMiss;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import drover.view.ChatView;
import drover.view.Html;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Notices for this chat and topic, of all agents or of some. */
final class SubscribeCommand implements Command {
  /** In one chat and topic. */
  private static final int MOST = 20;

  private final SubscriptionStore subscriptions;
  private final FilterReader filters;
  private final Clock clock;

  SubscribeCommand(SubscriptionStore subscriptions, FilterReader filters, Clock clock) {
    this.subscriptions = subscriptions;
    this.filters = filters;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "subscribe";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/subscribe [everything|normal|problems] [FILTER]";
  }

  @Override
  public String summary() {
    return "notices for this chat or topic";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<String> words = invocation.words();
    Optional<Level> level = words.isEmpty() ? Optional.empty() : Level.parse(words.get(0));
    List<String> rest = level.isEmpty() ? words : words.subList(1, words.size());
    Optional<String> meant = level.isPresent() || rest.isEmpty() ? Optional.empty() : near(rest);
    if (meant.isPresent()) {
      screen.show(ChatView.badLevel(rest.get(0), meant.get()));
      return;
    }
    try {
      AgentFilter filter = filters.read(invocation, rest);
      subscribe(invocation, screen, level, filter);
    } catch (AgentFilter.Malformed e) {
      screen.show(OutgoingMessage.of("❗ " + Html.escape(e.problem())));
    }
  }

  private void subscribe(
      Invocation invocation, Screen screen, Optional<Level> level, AgentFilter filter) {
    ChatAddress chat = invocation.chat();
    List<Subscription> before = subscriptions.of(chat);
    Optional<Subscription> same =
        before.stream().filter(one -> one.filter().equals(filter)).findFirst();
    if (same.isEmpty() && before.size() >= MOST) {
      screen.show(ChatView.tooManySubscriptions(MOST));
      return;
    }
    // Asking again without a level must not change the one that was chosen.
    Level wanted = level.or(() -> same.map(Subscription::level)).orElse(Level.NORMAL);
    Subscription subscription =
        subscriptions.put(chat, wanted, filter, invocation.by().id(), clock.instant());
    screen.toast("Subscribed");
    screen.show(
        ChatView.subscribed(
            subscription, before.stream().filter(one -> !one.filter().equals(filter)).toList()));
  }

  /** A word that is almost a level was meant as one. */
  private static Optional<String> near(List<String> words) {
    List<String> levels = Arrays.stream(Level.values()).map(Level::word).toList();
    return NearMiss.among(words.get(0), levels, 1).stream().findFirst();
  }
}
