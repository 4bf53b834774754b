package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import drover.view.ChatView;
import drover.view.Cut;
import drover.view.Html;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Notices for this chat and topic. */
final class SubscribeCommand implements Command {
  private final SubscriptionStore subscriptions;
  private final Clock clock;

  SubscribeCommand(SubscriptionStore subscriptions, Clock clock) {
    this.subscriptions = subscriptions;
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
    return "/subscribe [everything|normal|problems]";
  }

  @Override
  public String summary() {
    return "notices for this chat or topic";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<String> words = invocation.words();
    Optional<Level> level =
        words.isEmpty() ? Optional.of(usual(invocation)) : Level.parse(words.get(0));
    if (level.isEmpty() || words.size() > 1) {
      String typed = Html.escape(Cut.line(String.join(" ", words), 48));
      screen.show(
          OutgoingMessage.of(
              "❗ “" + typed + "” is no level: there are everything, normal and problems."));
      return;
    }
    Subscription subscription =
        subscriptions.put(invocation.chat(), level.get(), invocation.by().id(), clock.instant());
    screen.toast("Subscribed");
    screen.show(ChatView.subscribed(subscription));
  }

  /** Asking again without a level must not change the one that was chosen. */
  private Level usual(Invocation invocation) {
    return subscriptions.of(invocation.chat()).map(Subscription::level).orElse(Level.NORMAL);
  }
}
