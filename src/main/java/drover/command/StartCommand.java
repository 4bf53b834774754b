package drover.command;

import drover.access.ChatStore;
import drover.access.Role;
import drover.subscription.SubscriptionStore;
import drover.view.HelpView;

/** Greets, and makes a chat that was given up writable again. */
final class StartCommand implements Command {
  private final ChatStore chats;
  private final SubscriptionStore subscriptions;

  StartCommand(ChatStore chats, SubscriptionStore subscriptions) {
    this.chats = chats;
    this.subscriptions = subscriptions;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/start";
  }

  @Override
  public String summary() {
    return "greeting, and notices for this chat";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    boolean ignored = chats.revive(invocation.chat().chat());
    boolean subscribed = !subscriptions.of(invocation.chat()).isEmpty();
    screen.show(HelpView.greeting(invocation.by().name(), subscribed));
  }
}
