package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Grant;
import drover.access.Role;
import drover.chat.ChatAddress;
import drover.chat.Incoming;
import drover.chat.Incoming.Mention;
import drover.chat.Incoming.Reply;
import drover.chat.Incoming.Sender;
import drover.chat.UserId;
import drover.history.AuditEntry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleCommandsTest {
  private static final UserId EVE = new UserId(42);
  private static final Sender EVE_WRITES = new Sender(EVE, "Eve <b>", "eve", false);

  private final Stage stage = new Stage();

  @Test
  void grantsByIdAndWritesDownWhoDidIt() {
    stage.type("/grant 42 viewer");

    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.VIEWER);
    assertThat(stage.html()).contains("✅ <b>42</b> is viewer now.");
    assertThat(stage.users.find(EVE).orElseThrow().grant())
        .isEqualTo(new Grant(Grant.How.GRANTED, Stage.ADMIN, "User 1", Stage.NOON));
    assertThat(stage.history.audits)
        .containsExactly(
            new AuditEntry(
                Stage.NOON,
                Stage.ADMIN,
                "User 1",
                Stage.PRIVATE,
                "grant",
                null,
                null,
                "none → viewer",
                "done",
                EVE));
  }

  @Test
  void grantsAndRevokesByReply() {
    say("/grant operator", new Reply(7, EVE_WRITES));
    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.OPERATOR);
    assertThat(stage.html()).contains("Eve &lt;b&gt;</b> is operator now").contains("@eve");

    say("/revoke", new Reply(7, EVE_WRITES));

    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.STRANGER);
    assertThat(stage.html()).contains("is no operator any more");
  }

  @Test
  void grantsByAMentionThatTheChatServiceHasTiedToAPerson() {
    say("/grant Eve the   Second viewer", null, new Mention("Eve the Second", EVE_WRITES));

    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.VIEWER);
  }

  @Test
  void grantsByTheHandleOfSomebodySeen() {
    stage.users.knocked(EVE, "Eve", "eve", Stage.NOON);

    say("/grant @EVE admin", null, new Mention("@EVE", null));

    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.ADMIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/grant @nobody viewer   | I have not seen anybody called “@nobody”",
        "/grant 42 boss          | “boss” is no role",
        "/grant viewer           | Whom?",
        "/grant                  | Whom?",
        "/grant Eve viewer       | Whom?",
        "/grant -100 viewer      | Roles are for people",
        "/grant 99999999999999999999 viewer | Whom?",
        "/revoke                 | Whom?",
        "/grant 42 stranger      | “stranger” is no role",
      })
  void saysWhatIsWrongWithAWish(String typed, String said) {
    stage.type(typed);

    assertThat(stage.html()).contains(said);
    assertThat(stage.users.all()).hasSize(3);
  }

  @Test
  void botsAndAnonymousAuthorsGetNoRole() {
    say("/grant admin", new Reply(7, new Sender(EVE, "Bot", "bot", true)));
    assertThat(stage.html()).contains("Roles are for people");

    say("/grant admin", new Reply(7, new Sender(null, "The Group", null, false)));

    assertThat(stage.html()).contains("Roles are for people");
    assertThat(stage.access.admins()).containsExactly(Stage.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/revoke 1", "/grant 1 viewer", "/grant 1 operator"})
  void theLastAdminCannotLockEverybodyOut(String typed) {
    stage.type(typed);

    assertThat(stage.access.roleOf(Stage.ADMIN)).isEqualTo(Role.ADMIN);
    assertThat(stage.html()).contains("leave nobody who can give roles");
    assertThat(stage.history.audits).extracting(AuditEntry::outcome).containsExactly("refused");
  }

  @Test
  void anAdminMayGoWhenAnotherStays() {
    stage.type("/grant 2 admin");
    stage.type("/revoke 1");

    assertThat(stage.access.admins()).containsExactly(Stage.OPERATOR);
    int told = stage.answers.told().size();
    stage.type(Stage.ADMIN, Stage.PRIVATE, "/users");
    assertThat(stage.answers.told()).hasSize(told);
  }

  @Test
  void whoIsNamedInTheConfigurationIsChangedOnlyThere() {
    stage.roles.seed(List.of(EVE), change -> {});

    stage.type("/revoke 42");

    assertThat(stage.html()).contains("telegram.admins");
    assertThat(labels()).containsExactly("People");
    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.ADMIN);
  }

  @Test
  void listsPeopleAndChangesOneByButtons() {
    stage.type(Stage.VIEWER, ChatAddress.of(3), "/whoami");
    stage.clock.advance(Duration.ofMinutes(5));

    stage.type("/users");
    assertThat(stage.html())
        .contains("<b>People</b> · 3")
        .contains("<b>User 3</b> · <b>viewer</b> · seen 5 min ago");
    stage.press("3 User 3");
    assertThat(labels()).contains("• Viewer", "Operator", "Admin", "Revoke");
    stage.press("Operator");

    assertThat(stage.access.roleOf(Stage.VIEWER)).isEqualTo(Role.OPERATOR);
    assertThat(labels()).contains("Viewer", "• Operator");
    stage.press("Revoke");
    assertThat(stage.access.roleOf(Stage.VIEWER)).isEqualTo(Role.STRANGER);
  }

  @Test
  void turnsThePagesOfManyPeople() {
    for (long id = 100; id < 125; id++) {
      stage.users.grant(new UserId(id), Role.VIEWER);
    }

    stage.type("/users");
    assertThat(stage.html()).contains("1. ", "10. ").doesNotContain("11. ");
    stage.press("More");
    stage.press("More");

    assertThat(stage.html()).contains("28. ").doesNotContain("29. ");
    assertThat(labels()).contains("Back").doesNotContain("More");
  }

  @Test
  void theButtonsThatChangeRolesDoNotLastForLong() {
    stage.type("/users 3");
    stage.clock.advance(Duration.ofMinutes(3));

    stage.press("Admin");

    assertThat(stage.answers.toasts().toString()).contains("expired");
    assertThat(stage.access.roleOf(Stage.VIEWER)).isEqualTo(Role.VIEWER);
  }

  @Test
  void whoLostTheRoleHasNoUseOfAnOpenQuestion() {
    stage.type("/grant 3 admin");
    stage.type(Stage.VIEWER, ChatAddress.of(3), "/users 2");
    stage.users.grant(Stage.VIEWER, Role.OPERATOR);

    stage.press(Stage.VIEWER, "Admin");

    assertThat(stage.access.roleOf(Stage.OPERATOR)).isEqualTo(Role.OPERATOR);
    assertThat(stage.answers.toasts().toString()).contains("Only admins can do that.");
  }

  @Test
  void eachIsOfferedWhatTheyMay() {
    assertThat(stage.menu(Stage.VIEWER)).contains("agents", "subscribe").doesNotContain("kill");
    assertThat(stage.menu(Stage.OPERATOR)).contains("kill", "spawn").doesNotContain("grant");
    assertThat(stage.menu(Stage.ADMIN)).contains("grant", "audit", "health");

    stage.type("/grant 3 operator");
    stage.type("/revoke 2");

    assertThat(stage.menu(Stage.VIEWER)).contains("kill");
    assertThat(stage.menu(Stage.OPERATOR)).isEmpty();
    var menus = stage.service().menus(stage.users.all());
    assertThat(menus.inPrivate()).isEmpty();
    assertThat(menus.inGroups())
        .extracting(entry -> entry.command())
        .contains("agents")
        .doesNotContain("subscribe", "kill");
  }

  @Test
  void strangersAreOfferedToPairWhileNobodyIsAdmin() {
    stage.users.grant(Stage.ADMIN, Role.STRANGER);
    assertThat(stage.pairing.open()).isPresent();

    assertThat(stage.service().menus(List.of()).inPrivate())
        .extracting(entry -> entry.command())
        .containsExactly("pair");
  }

  @Test
  void whatIsForwardedIsNotSaidByTheSender() {
    Incoming forwarded =
        Stage.typed(900, Stage.ADMIN, Stage.PRIVATE, "/grant 42 admin", Stage.NOON).atSecondHand();

    stage.receive(forwarded);

    assertThat(stage.access.roleOf(EVE)).isEqualTo(Role.STRANGER);
    assertThat(stage.html()).contains("Type the command yourself");
  }

  @Test
  void refusalsOfOnePersonDoNotFillTheTrail() {
    for (int i = 0; i < 50; i++) {
      stage.type(Stage.VIEWER, ChatAddress.of(3), "/grant 3 admin");
    }
    stage.type(Stage.OPERATOR, ChatAddress.of(2), "/grant 2 admin");

    assertThat(stage.history.audits).hasSize(RefusalLimit.AN_HOUR + 1);
    assertThat(stage.history.audits.get(RefusalLimit.AN_HOUR).by()).isEqualTo(Stage.OPERATOR);
  }

  @Test
  void strangersAndTheNamelessShareOneBoundInTheTrail() {
    for (long id = 100; id < 150; id++) {
      stage.type(new UserId(id), Stage.GROUP, "/kill Builder");
    }
    stage.type(null, Stage.GROUP, "/kill Builder");
    stage.type(Stage.VIEWER, Stage.GROUP, "/kill Builder");

    assertThat(stage.history.audits).hasSize(RefusalLimit.AN_HOUR + 1);
    assertThat(stage.history.audits.get(0).by()).isEqualTo(new UserId(100));
    stage.clock.advance(Duration.ofHours(2));
    stage.type(null, Stage.GROUP, "/kill Builder");
    AuditEntry last = stage.history.audits.get(RefusalLimit.AN_HOUR + 1);
    assertThat(last.by()).isNull();
    assertThat(last.byName()).isEqualTo("The Group");
  }

  private void say(String text, @Nullable Reply reply, Mention... mentions) {
    stage.receive(
        Stage.typed(stage.nextUpdate(), Stage.ADMIN, Stage.PRIVATE, text, stage.clock.instant())
            .pointing(reply, List.of(mentions)));
  }

  private List<String> labels() {
    return stage.answers.last().keyboard().stream()
        .flatMap(List::stream)
        .map(button -> button.label())
        .toList();
  }
}
