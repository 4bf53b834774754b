package drover.access;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Pairing.Outcome;
import drover.access.Roles.Change;
import drover.chat.UserId;
import drover.testing.DirectTransactor;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final UserId ANN = new UserId(1);
  private static final UserId EVE = new UserId(2);

  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final MemoryUsers users = new MemoryUsers();
  private final Roles roles = new Roles(users, new DirectTransactor(), clock);
  private final Pairing pairing = new Pairing(roles, new Random(1), clock);
  private final List<Change> recorded = new ArrayList<>();

  @Test
  void theCodeMakesOnePersonAdminOnce() {
    String code = open();

    assertThat(attempt(ANN, code)).isEqualTo(Outcome.PAIRED);

    assertThat(users.find(ANN).orElseThrow())
        .isEqualTo(
            User.unknown(ANN)
                .withRole(
                    Role.ADMIN, new Grant(Grant.How.PAIRED, ANN, "Somebody", clock.instant())));
    assertThat(recorded).hasSize(1);
    assertThat(attempt(EVE, code)).isEqualTo(Outcome.OVER);
    assertThat(pairing.isPending()).isFalse();
    assertThat(users.all()).hasSize(1);
  }

  @Test
  void howTheCodeIsTypedDoesNotMatter() {
    String code = open();

    assertThat(attempt(ANN, " " + code.toLowerCase(Locale.ROOT).replace("-", " ")))
        .isEqualTo(Outcome.PAIRED);
  }

  @Test
  void fiveWrongTriesLockOnePersonOutAndNobodyElse() {
    String code = open();
    for (int i = 1; i < Pairing.MOST_TRIES; i++) {
      assertThat(attempt(EVE, "wrong " + i)).isEqualTo(Outcome.WRONG);
    }
    assertThat(attempt(EVE, "wrong")).isEqualTo(Outcome.LOCKED);

    assertThat(attempt(EVE, code)).isEqualTo(Outcome.IGNORED);
    assertThat(attempt(ANN, code)).isEqualTo(Outcome.PAIRED);
  }

  @Test
  void afterAQuarterOfAnHourTheCodeIsNoLongerGood() {
    String code = open();
    clock.advance(Pairing.OPEN.minusSeconds(1));
    assertThat(attempt(EVE, "")).isEqualTo(Outcome.WRONG);
    clock.advance(Duration.ofSeconds(1));

    assertThat(attempt(ANN, code)).isEqualTo(Outcome.EXPIRED);
    assertThat(attempt(EVE, "wrong")).isEqualTo(Outcome.IGNORED);
    assertThat(users.all()).isEmpty();
  }

  @Test
  void withAnAdminThereIsNoCode() {
    users.grant(ANN, Role.ADMIN);

    assertThat(pairing.open()).isEmpty();

    assertThat(pairing.isPending()).isFalse();
    assertThat(attempt(EVE, "")).isEqualTo(Outcome.OVER);
  }

  @Test
  void anAdminWhoCameMeanwhileEndsIt() {
    String code = open();
    roles.seed(List.of(ANN), recorded::add);

    assertThat(attempt(EVE, code)).isEqualTo(Outcome.OVER);
    assertThat(users.all()).extracting(User::id).containsExactly(ANN);
  }

  @Test
  void eachStartShowsAnotherCode() {
    String first = open();
    String second = open();

    assertThat(second).isNotEqualTo(first).matches("([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}");
    assertThat(attempt(ANN, first)).isEqualTo(Outcome.WRONG);
  }

  private String open() {
    return pairing.open().orElseThrow();
  }

  private Outcome attempt(UserId who, String typed) {
    return pairing.tryCode(who, "Somebody", typed, recorded::add);
  }
}
