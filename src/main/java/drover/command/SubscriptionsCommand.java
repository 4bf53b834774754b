package drover.command;

import drover.access.Role;
import drover.subscription.SubscriptionStore;
import drover.view.ChatView;

/** Lists what comes to this chat, with buttons that remove. */
final class SubscriptionsCommand implements Command {
  private final SubscriptionStore subscriptions;
  private final Desk desk;

  SubscriptionsCommand(SubscriptionStore subscriptions, Desk desk) {
    this.subscriptions = subscriptions;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "subscriptions";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/subscriptions";
  }

  @Override
  public String summary() {
    return "what comes to this chat";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    screen.show(
        ChatView.subscriptions(
            subscriptions.ofChat(invocation.chat().chat()), desk.moment(invocation.chat())));
  }
}
