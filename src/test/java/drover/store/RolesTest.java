package drover.store;

import static drover.store.OpenStores.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.Grant;
import drover.access.Role;
import drover.access.Roles;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of roles, on a real database. */
class RolesTest {
  private static final UserId ADA = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final UserId CY = new UserId(3);
  private static final Grant BY_ADA = new Grant(Grant.How.GRANTED, ADA, "Ada", NOON);

  private final OpenStores open = OpenStores.inMemory();
  private final UserStore users = open.stores.users();
  private final Roles roles = new Roles(users, open.stores.transactor(), open.clock);
  private final List<Roles.Change> recorded = new ArrayList<>();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void rolesThatWereGivenInAChatSurviveARestart() {
    roles.seed(List.of(ADA), recorded::add);
    grant(BOB, Role.ADMIN);
    grant(CY, Role.OPERATOR);

    roles.seed(List.of(ADA), recorded::add);

    assertThat(users.all())
        .extracting(User::role)
        .containsExactly(Role.ADMIN, Role.ADMIN, Role.OPERATOR);
    assertThat(recorded).hasSize(3);
  }

  @Test
  void whoIsNamedInTheConfigurationNoMoreLosesTheRole() {
    roles.seed(List.of(ADA, BOB), recorded::add);

    roles.seed(List.of(ADA), recorded::add);

    assertThat(users.all()).extracting(User::id).containsExactly(ADA);
    assertThat(recorded.get(2))
        .extracting(Roles.Change::who, Roles.Change::from, Roles.Change::to)
        .containsExactly(BOB, Role.ADMIN, Role.STRANGER);
  }

  @Test
  void twoAdminsWhoRevokeEachOtherAtOnceLeaveOne() throws Exception {
    grant(ADA, Role.ADMIN);
    grant(BOB, Role.ADMIN);
    AtomicInteger number = new AtomicInteger();

    var unused =
        TokenMintTest.together(
            2,
            () ->
                roles.change(
                    number.getAndIncrement() == 0 ? ADA : BOB,
                    Role.STRANGER,
                    BY_ADA,
                    change -> {}));

    assertThat(users.all()).hasSize(1);
  }

  @Test
  void ofManyWhoPairAtOnceOneBecomesAdmin() throws Exception {
    AtomicInteger number = new AtomicInteger();

    List<Boolean> paired =
        TokenMintTest.together(
            8, () -> roles.pair(new UserId(number.incrementAndGet()), BY_ADA, change -> {}));

    assertThat(paired).containsOnlyOnce(true);
    assertThat(users.all()).hasSize(1);
  }

  @Test
  void aChangeThatCannotBeWrittenDownIsNotDone() {
    grant(ADA, Role.ADMIN);
    List<UserId> told = new ArrayList<>();
    roles.onChanged(told::add);

    assertThatThrownBy(
            () ->
                roles.change(
                    BOB,
                    Role.ADMIN,
                    BY_ADA,
                    change -> {
                      throw new IllegalStateException("no room");
                    }))
        .hasMessage("no room");

    assertThat(users.find(BOB)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void listenersHearOfEachChangeThatWasDone() {
    List<UserId> told = new ArrayList<>();
    roles.onChanged(
        who -> {
          throw new IllegalStateException("deaf");
        });
    roles.onChanged(told::add);

    grant(ADA, Role.ADMIN);
    grant(ADA, Role.ADMIN);
    grant(ADA, Role.VIEWER);

    assertThat(told).containsExactly(ADA);
  }

  private void grant(UserId who, Role role) {
    Roles.Change ignored = roles.change(who, role, BY_ADA, recorded::add);
  }
}
