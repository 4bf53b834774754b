package drover.command;

import drover.access.Role;
import drover.chat.ChatAddress;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import drover.view.ChatView;
import java.util.List;
import java.util.Optional;

/** Ends notices: all of this chat and topic, or a listed one of the same chat. */
final class UnsubscribeCommand implements Command {
  private final SubscriptionStore subscriptions;
  private final Desk desk;

  UnsubscribeCommand(SubscriptionStore subscriptions, Desk desk) {
    this.subscriptions = subscriptions;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "unsubscribe";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/unsubscribe";
  }

  @Override
  public String summary() {
    return "no more notices for this chat or topic";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    ChatAddress chat = invocation.chat();
    Optional<Integer> listed = new Words(invocation.words()).takeNumber("number");
    if (listed.isPresent()) {
      removeListed(chat, listed.get());
      screen.toast("Removed");
      screen.show(ChatView.subscriptions(subscriptions.ofChat(chat.chat()), desk.moment(chat)));
      return;
    }
    List<Subscription> here = subscriptions.of(chat);
    here.forEach(
        one -> {
          boolean ignored = subscriptions.remove(one.id());
        });
    screen.show(ChatView.unsubscribed(chat, !here.isEmpty()));
  }

  /** Only one of this chat: a number from elsewhere removes nothing. */
  private void removeListed(ChatAddress chat, long number) {
    for (Subscription subscription : subscriptions.ofChat(chat.chat())) {
      if (subscription.id() == number) {
        boolean ignored = subscriptions.remove(number);
      }
    }
  }
}
