package drover.command;

import drover.access.Role;
import drover.view.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Puts an incident off, to be reminded of it later. */
final class SnoozeCommand implements Command {
  private final CareDesk care;

  SnoozeCommand(CareDesk care) {
    this.care = care;
  }

  @Override
  public String name() {
    return "snooze";
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public boolean isPressedOnly() {
    return true;
  }

  @Override
  public String usage() {
    return "/snooze";
  }

  @Override
  public String summary() {
    return "be reminded of an incident later";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Moment moment = care.desk().moment(invocation.chat());
    Instant until = until(invocation, moment.now()).orElse(null);
    if (until == null) {
      screen.toast("I do not know this button any more.");
      return;
    }
    care.incident(invocation, screen)
        .map(
            incident ->
                care.incidents()
                    .snooze(incident.id(), invocation.by().id(), invocation.by().name(), until))
        .ifPresent(
            outcome ->
                care.answer(
                    invocation,
                    screen,
                    outcome,
                    "Snoozed until " + moment.clock(until) + ".",
                    "until " + until));
  }

  /** Morning is the morning of the chat in which it is pressed. */
  private Optional<Instant> until(Invocation invocation, Instant now) {
    String span = invocation.words().size() < 2 ? "" : invocation.words().get(1);
    return switch (span) {
      case "30m" -> Optional.of(now.plus(Duration.ofMinutes(30)));
      case "2h" -> Optional.of(now.plus(Duration.ofHours(2)));
      case "morning" -> Optional.of(care.desk().access().morning(invocation.chat(), now));
      default -> Optional.empty();
    };
  }
}
