package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Role;
import drover.chat.Button;
import drover.chat.ButtonSpec;
import drover.chat.ChatAddress;
import drover.chat.ChatKind;
import drover.chat.CommandCall;
import drover.chat.Incoming;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.session.SessionStatus;
import drover.subscription.Level;
import drover.testing.Agents;
import drover.testing.DeskAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every call in the registry, by everybody, everywhere, typed and pressed. */
class RoleMatrixTest {
  /** The least role in a private chat, and in a group where that is another. */
  private static final Map<String, List<Role>> TABLE =
      Map.ofEntries(
          row("start", Role.VIEWER),
          row("help", Role.VIEWER),
          row("whoami", Role.VIEWER),
          row("agents", Role.VIEWER),
          row("agent", Role.VIEWER),
          row("logs", Role.VIEWER),
          row("metrics", Role.VIEWER),
          row("history", Role.VIEWER),
          row("missed", Role.VIEWER),
          row("kill", Role.OPERATOR),
          row("killall", Role.OPERATOR),
          row("respawn", Role.OPERATOR),
          row("spawn", Role.OPERATOR),
          row("subscribe", Role.VIEWER, Role.OPERATOR),
          row("subscriptions", Role.VIEWER, Role.OPERATOR),
          row("unsubscribe", Role.VIEWER, Role.OPERATOR),
          row("mute", Role.VIEWER, Role.OPERATOR),
          row("unmute", Role.VIEWER, Role.OPERATOR),
          row("settings", Role.VIEWER, Role.OPERATOR),
          row("digest", Role.VIEWER, Role.OPERATOR),
          row("zone", Role.VIEWER, Role.OPERATOR),
          row("users", Role.ADMIN),
          row("grant", Role.ADMIN),
          row("revoke", Role.ADMIN),
          row("audit", Role.ADMIN),
          row("health", Role.ADMIN),
          // Behind the buttons of /spawn, and an answer to its questions.
          row("spawn-step", Role.OPERATOR),
          // As long as no code is shown.
          row("pair", Role.VIEWER),
          row("knock", Role.ADMIN),
          // Behind the buttons of notices.
          row("ack", Role.OPERATOR),
          row("snooze", Role.OPERATOR),
          row("falsealarm", Role.OPERATOR),
          row("notices", Role.VIEWER));

  /** Whoever might call, by the numbers that {@link Stage} gives them; zero: nobody. */
  private enum Caller {
    STRANGER(9, Role.STRANGER),
    VIEWER(3, Role.VIEWER),
    OPERATOR(2, Role.OPERATOR),
    ADMIN(1, Role.ADMIN),
    /** Posts as the group. */
    ANONYMOUS(0, Role.STRANGER),
    /** A program that bears the number of an admin. */
    BOT(1, Role.STRANGER);

    private final long id;
    private final Role role;

    Caller(long id, Role role) {
      this.id = id;
      this.role = role;
    }

    Incoming.Sender sender() {
      return new Incoming.Sender(id == 0 ? null : new UserId(id), "Somebody", null, this == BOT);
    }
  }

  @Test
  void everyCommandHasItsLineInTheTable() {
    List<String> registered =
        new Stage().service().commands().all().stream().map(Command::name).toList();

    assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(registered);
  }

  @TestFactory
  Stream<DynamicTest> eachCallIsForThoseWhoMay() {
    List<DynamicTest> cases = new ArrayList<>();
    for (Command command : new Stage().service().commands().all()) {
      for (Caller caller : Caller.values()) {
        for (boolean group : new boolean[] {false, true}) {
          String what =
              "/%s by %s in %s".formatted(command.name(), caller, group ? "a group" : "private");
          cases.add(DynamicTest.dynamicTest(what + ", typed", () -> types(command, caller, group)));
          cases.add(
              DynamicTest.dynamicTest(what + ", pressed", () -> presses(command, caller, group)));
        }
        cases.add(
            DynamicTest.dynamicTest(
                "/%s by %s, a button of another chat".formatted(command.name(), caller),
                () -> pressesElsewhere(command, caller)));
      }
    }
    return cases.stream();
  }

  private static void types(Command command, Caller caller, boolean group) {
    Stage stage = stage();
    ChatAddress chat = chat(caller, group);

    stage.receive(incoming(caller, chat, Incoming.Kind.TYPED, "/" + command.name() + " Builder"));

    String said =
        String.join("\n", stage.answers.told().stream().map(OutgoingMessage::html).toList());
    if (caller == Caller.ANONYMOUS && group) {
      assertThat(said).contains("You are posting anonymously");
    } else if (caller.role == Role.STRANGER) {
      assertThat(said).isEmpty();
    } else if (command.isPressedOnly()) {
      assertThat(said).doesNotContain("needs the role");
    } else if (caller.role.covers(needed(command, group))) {
      assertThat(said).isNotEmpty().doesNotContain("needs the role", "anonymously");
    } else {
      assertThat(said).contains("needs the role <b>" + word(needed(command, group)));
    }
    assertThat(wasRun(command, caller, group) || reached(stage).isEmpty()).isTrue();
  }

  private static void presses(Command command, Caller caller, boolean group) {
    Stage stage = stage();
    ChatAddress chat = chat(caller, group);

    stage.receive(incoming(caller, chat, Incoming.Kind.PRESSED, token(stage, command, chat)));

    String toast = String.join("\n", stage.answers.toasts());
    if (caller.role == Role.STRANGER) {
      assertThat(toast).isEqualTo("press: Not for you");
    } else if (caller.role.covers(needed(command, group))) {
      assertThat(toast).doesNotContain("Not for you", "Ask an admin", "another chat");
    } else {
      assertThat(toast)
          .isEqualTo(
              "press: Only %ss can do that. Ask an admin.".formatted(word(needed(command, group))));
    }
    assertThat(wasRun(command, caller, group) || reached(stage).isEmpty()).isTrue();
  }

  private static void pressesElsewhere(Command command, Caller caller) {
    Stage stage = stage();
    String token = token(stage, command, ChatAddress.of(77));

    stage.receive(incoming(caller, chat(caller, false), Incoming.Kind.PRESSED, token));

    assertThat(stage.answers.toasts())
        .containsExactly(
            caller.role == Role.STRANGER
                ? "press: Not for you"
                : "press: This button belongs to another chat.");
    assertThat(reached(stage)).isEmpty();
  }

  private static boolean wasRun(Command command, Caller caller, boolean group) {
    return caller.role.covers(needed(command, group));
  }

  /** What was asked of the server, and what was said but for refusals of one line. */
  private static List<String> reached(Stage stage) {
    List<String> all = new ArrayList<>(stage.board.calls());
    all.addAll(stage.gateway.orders());
    return all;
  }

  private static Stage stage() {
    Stage stage = new Stage();
    stage.board.put(Agents.agent("a1b2c3d4-1", "Builder", SessionStatus.WORKING));
    stage.subscriptions.put(Stage.GROUP, Level.NORMAL, Stage.ADMIN, stage.clock.instant());
    return stage;
  }

  private static String token(Stage stage, Command command, ChatAddress chat) {
    Button button =
        new Button.Call(
            "Go", Button.Style.PLAIN, ButtonSpec.look(new CommandCall(command.name(), "Builder")));
    OutgoingMessage shown =
        stage.mint.stamp(chat, OutgoingMessage.of("page", List.of(List.of(button))));
    return DeskAnswers.token(shown, "Go");
  }

  private static Incoming incoming(
      Caller caller, ChatAddress chat, Incoming.Kind kind, String text) {
    boolean pressed = kind == Incoming.Kind.PRESSED;
    return new Incoming(
        9_000,
        kind,
        chat,
        chat.isGroup() ? ChatKind.SUPERGROUP : ChatKind.PRIVATE,
        caller.sender(),
        text,
        pressed ? "press" : null,
        5L,
        Stage.NOON,
        true);
  }

  private static ChatAddress chat(Caller caller, boolean group) {
    return group ? Stage.GROUP : ChatAddress.of(Math.max(1, caller.id));
  }

  private static Role needed(Command command, boolean group) {
    List<Role> roles = TABLE.getOrDefault(command.name(), List.of());
    assertThat(roles).as("the roles that /%s is for", command.name()).isNotEmpty();
    return roles.get(group ? roles.size() - 1 : 0);
  }

  private static Map.Entry<String, List<Role>> row(String name, Role... roles) {
    return Map.entry(name, List.of(roles));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
