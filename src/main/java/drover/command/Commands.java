package drover.command;

import drover.access.Role;
import drover.access.User;
import drover.base.NearMiss;
import drover.chat.Menus;
import drover.chat.UserId;
import drover.view.HelpView;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one registry, for typed and pressed calls, for help and menu. */
final class Commands {
  private final Map<String, Command> byName = new LinkedHashMap<>();

  /** Before anything is called. */
  void add(Command command) {
    if (byName.putIfAbsent(command.name(), command) != null) {
      throw new IllegalStateException("two commands are called " + command.name());
    }
  }

  Optional<Command> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** What a person can type. */
  Optional<Command> typed(String name) {
    return find(name).filter(command -> !command.isPressedOnly());
  }

  Collection<Command> all() {
    return byName.values();
  }

  /** For each what they may type; for strangers next to nothing, and in groups what all may. */
  Menus menus(List<User> people) {
    Map<UserId, List<Menus.Entry>> own = new HashMap<>();
    people.forEach(user -> own.put(user.id(), menu(typed(), user.role(), false)));
    Stream<Command> open = byName.values().stream().filter(c -> !c.isPressedOnly());
    return new Menus(menu(open, Role.STRANGER, false), menu(typed(), Role.VIEWER, true), own);
  }

  private static List<Menus.Entry> menu(Stream<Command> commands, Role role, boolean group) {
    return commands
        .filter(command -> role.covers(command.role(group)))
        .map(command -> new Menus.Entry(command.name(), command.summary()))
        .toList();
  }

  /** What somebody of this role may call. */
  List<HelpView.Entry> help(Role role, boolean group) {
    return typed()
        .filter(command -> role.covers(command.role(group)))
        .map(command -> new HelpView.Entry(command.usage(), command.summary()))
        .toList();
  }

  List<String> near(String typed) {
    return NearMiss.among(typed, typed().map(Command::name).toList(), 2).stream()
        .map(name -> "/" + name)
        .toList();
  }

  private Stream<Command> typed() {
    return byName.values().stream().filter(command -> !command.isHidden());
  }
}
