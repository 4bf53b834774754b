package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Access;
import drover.access.Knock;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.notify.KnockNotices;
import drover.outbox.Rendering;
import drover.testing.DeskAnswers;
import drover.testing.RecordedNotices;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What strangers can do: ask to be let in, and pair while nobody is admin. */
class DoorstepTest {
  private static final ChatAddress AT_THE_DOOR = ChatAddress.of(9);

  private final Stage stage = new Stage();

  @Test
  void aStrangerIsToldOfOnceAndGetsNoAnswer() {
    stage.type(Stage.STRANGER, AT_THE_DOOR, "/start");
    stage.type(Stage.STRANGER, AT_THE_DOOR, "let me in!");

    assertThat(stage.knocked)
        .containsExactly(new Knock(Stage.STRANGER, "User 9", null, Stage.NOON));
    assertThat(stage.answers.told()).isEmpty();
  }

  @Test
  void strangersInGroupsDoNotKnock() {
    stage.type(Stage.STRANGER, Stage.GROUP, "/agents");

    assertThat(stage.knocked).isEmpty();
  }

  @Test
  void atMostFiveAreToldOfInAnHourAndTheRestWhenTheyWriteAgain() {
    for (long id = 100; id < 120; id++) {
      stage.type(new UserId(id), ChatAddress.of(id), "hello");
    }
    assertThat(stage.knocked).hasSize(5);

    stage.clock.advance(Duration.ofMinutes(61));
    stage.type(new UserId(110), ChatAddress.of(110), "hello?");
    stage.type(new UserId(100), ChatAddress.of(100), "hello?");

    assertThat(stage.knocked).hasSize(6);
    assertThat(stage.knocked.get(5).who()).isEqualTo(new UserId(110));
  }

  @Test
  void nobodyIsToldOfAsLongAsThereIsNoAdmin() {
    stage.users.grant(Stage.ADMIN, Role.STRANGER);
    stage.type(Stage.STRANGER, AT_THE_DOOR, "hello");
    assertThat(stage.knocked).isEmpty();

    stage.users.grant(Stage.ADMIN, Role.ADMIN);
    stage.type(Stage.STRANGER, AT_THE_DOOR, "hello");

    assertThat(stage.knocked).hasSize(1);
  }

  @Test
  void oneTapLetsThemInAndTellsThem() {
    show(notice());

    stage.press("Allow as viewer");

    assertThat(stage.access.roleOf(Stage.STRANGER)).isEqualTo(Role.VIEWER);
    assertThat(stage.answers.shown().keySet()).anyMatch(ref -> ref.chat().equals(AT_THE_DOOR));
    assertThat(stage.html()).contains("has let you in as viewer");
    assertThat(audits()).containsExactly("knock none → viewer done");
    assertThat(notice()).isNull();
  }

  @Test
  void aSecondTapByAnotherShowsWhoWasFirstAndLowersNothing() {
    show(notice());
    stage.users.grant(Stage.OPERATOR, Role.ADMIN);
    stage.type("/grant 9 operator");
    var page = stage.answers.shown().keySet().iterator().next();
    OutgoingMessage shown = Objects.requireNonNull(stage.answers.shown().get(page));
    String allow = DeskAnswers.token(shown, "Allow as viewer");

    stage.pressToken(Stage.OPERATOR, page, allow);

    assertThat(stage.access.roleOf(Stage.STRANGER)).isEqualTo(Role.OPERATOR);
    assertThat(stage.html()).contains("is <b>operator</b> now, by User 1");
  }

  @Test
  void ignoringIsWrittenDownAndCanBeUndone() {
    show(notice());

    stage.press("Ignore");
    assertThat(stage.html()).contains("ignored by User 1");
    assertThat(audits()).containsExactly("knock null ignored");

    stage.press("Allow as viewer");
    assertThat(stage.access.roleOf(Stage.STRANGER)).isEqualTo(Role.VIEWER);
  }

  @Test
  void onlyAnAdminLetsIn() {
    show(notice());

    stage.press(Stage.OPERATOR, "Allow as viewer");

    assertThat(stage.access.roleOf(Stage.STRANGER)).isEqualTo(Role.STRANGER);
    assertThat(stage.answers.toasts().toString()).contains("Only admins can do that.");
  }

  @Test
  void theCodeFromTheLogMakesAStrangerAdmin() {
    stage.users.grant(Stage.ADMIN, Role.STRANGER);
    String code = stage.pairing.open().orElseThrow();

    stage.type(Stage.STRANGER, AT_THE_DOOR, "/pair nonsense");
    assertThat(stage.html()).contains("That is not the code");
    stage.type(Stage.STRANGER, AT_THE_DOOR, "/agents");
    stage.type(Stage.STRANGER, Stage.GROUP, "/pair " + code);
    assertThat(stage.answers.told()).hasSize(1);
    stage.type(Stage.STRANGER, AT_THE_DOOR, "/pair " + code);

    assertThat(stage.html()).contains("You are the admin now");
    assertThat(stage.access.admins()).containsExactly(Stage.STRANGER);
    assertThat(audits())
        .containsExactly(
            "pair null refused", "agents  denied", "pair  denied", "pair none → admin done");
    assertThat(stage.history.audits.toString()).doesNotContain(code).doesNotContain("nonsense");
  }

  @Test
  void whoIsLockedOutGetsNoMoreAnswers() {
    stage.users.grant(Stage.ADMIN, Role.STRANGER);
    String code = stage.pairing.open().orElseThrow();
    for (int i = 0; i < 7; i++) {
      stage.type(Stage.STRANGER, AT_THE_DOOR, "/pair " + i);
    }
    stage.type(Stage.STRANGER, AT_THE_DOOR, "/pair " + code);

    assertThat(stage.answers.told()).hasSize(5);
    assertThat(stage.html()).contains("wrong too often");
    assertThat(stage.access.admins()).isEmpty();
  }

  @Test
  void withAnAdminPairingIsOver() {
    stage.type(Stage.STRANGER, AT_THE_DOOR, "/pair 2345-6789-ABCD");
    assertThat(stage.answers.told()).isEmpty();

    stage.type("/pair 2345-6789-ABCD");
    assertThat(stage.html()).contains("There is an admin already");
    stage.type(Stage.ADMIN, Stage.GROUP, "/pair 2345-6789-ABCD");

    assertThat(stage.html()).contains("in private");
    stage.type("/help");
    assertThat(stage.html()).doesNotContain("/pair");
  }

  private List<String> audits() {
    return stage.history.audits.stream()
        .map(audit -> audit.action() + " " + audit.detail() + " " + audit.outcome())
        .toList();
  }

  /** What the admin reads of the stranger; null when there is nothing to tell any more. */
  private @Nullable OutgoingMessage notice() {
    RecordedNotices notices = new RecordedNotices();
    Access access = stage.access;
    KnockNotices knocks = new KnockNotices(notices, access);
    knocks.tell(new Knock(Stage.STRANGER, "Eve <i>", "eve", Stage.NOON));
    Rendering rendering = knocks.render(notices.delivery("knock", Stage.PRIVATE));
    return rendering instanceof Rendering.Send send ? send.message() : null;
  }

  private void show(@Nullable OutgoingMessage told) {
    OutgoingMessage notice = Objects.requireNonNull(told);
    assertThat(notice.html()).contains("Eve &lt;i&gt;").contains("@eve");
    var ignored = stage.answers.send(Stage.PRIVATE, stage.mint.stamp(Stage.PRIVATE, notice));
  }
}
