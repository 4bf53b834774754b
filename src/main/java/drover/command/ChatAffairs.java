package drover.command;

import drover.access.Role;

/** Who decides for a chat. */
final class ChatAffairs {
  private ChatAffairs() {}

  /** One's own private chat is one's own; a group's affairs are an operator's. */
  static Role role(boolean group) {
    return group ? Role.OPERATOR : Role.VIEWER;
  }
}
