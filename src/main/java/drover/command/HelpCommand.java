package drover.command;

import drover.access.Role;
import drover.view.HelpView;

/** Names what the person who asks may do. */
final class HelpCommand implements Command {
  private final Commands commands;

  HelpCommand(Commands commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/help";
  }

  @Override
  public String summary() {
    return "what I can do for you";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    screen.show(HelpView.help(commands.help(invocation.by().role(), invocation.group())));
  }
}
