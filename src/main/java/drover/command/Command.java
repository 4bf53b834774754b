package drover.command;

import drover.access.Role;
import drover.chat.CommandCall;

/** One command, typed or behind a button. Handlers run on worker threads, one chat at a time. */
interface Command {
  /** Lower-case, without slash. */
  String name();

  /** Who may call it, in a group or in a private chat. */
  Role role(boolean group);

  /** How it is typed, for the help. */
  String usage();

  /** What it does, in one line, for help and menu. */
  String summary();

  void handle(Invocation invocation, Screen screen);

  /** Whether it reads or changes what is kept; if not, it works while the database is down. */
  default boolean needsDatabase() {
    return true;
  }

  /** Whether this call must not wait behind others, not even of the same chat. */
  default boolean isUrgent(CommandCall call) {
    return false;
  }

  /** An order button whose token somebody used up before was pressed again. */
  default void pressedAgain(Invocation invocation, Screen screen) {}

  /** Whether what stands behind its name must be written down nowhere. */
  default boolean isSecret() {
    return false;
  }

  /** Whether it stands neither in help nor in the menu. */
  default boolean isHidden() {
    return isPressedOnly();
  }

  /** Whether it stands only behind buttons: not in help and menu, and unknown when typed. */
  default boolean isPressedOnly() {
    return false;
  }
}
