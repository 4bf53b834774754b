package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.access.Grant;
import drover.access.Role;
import drover.access.User;
import drover.access.UserStore;
import drover.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of people keeps to. */
public abstract class UserStoreContract {
  protected static final UserId ADA = new UserId(7_000_000_000L);
  private static final UserId EVE = new UserId(8);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Grant BY_ADA = new Grant(Grant.How.GRANTED, ADA, "Ada", NOON);

  /** The store under test, empty. */
  protected abstract UserStore users();

  @Test
  void knowsNobodyAtFirst() {
    assertThat(users().all()).isEmpty();
    assertThat(users().find(ADA)).isEmpty();
    assertThat(users().findByHandle("ada")).isEmpty();
  }

  @Test
  void grantsToSomeoneWhoNeverWrote() {
    users().grant(EVE, Role.ADMIN, BY_ADA);

    assertThat(users().find(EVE)).contains(new User(EVE, "", null, Role.ADMIN, null, BY_ADA));
  }

  @Test
  void changingTheRoleKeepsTheName() {
    users().grant(ADA, Role.VIEWER);
    users().seen(ADA, "Ada", "ada", NOON);

    users().grant(ADA, Role.OPERATOR, BY_ADA);

    assertThat(users().all())
        .containsExactly(new User(ADA, "Ada", "ada", Role.OPERATOR, NOON, BY_ADA));
  }

  @Test
  void whoLosesTheRoleIsKnownAndNotAmongThoseWithOne() {
    users().grant(ADA, Role.VIEWER, BY_ADA);
    users().seen(ADA, "Ada", "ada", NOON);

    users().grant(ADA, Role.STRANGER);

    assertThat(users().all()).isEmpty();
    assertThat(users().find(ADA)).contains(new User(ADA, "Ada", "ada", Role.STRANGER, NOON, null));
  }

  @Test
  void notesTheNewestName() {
    users().grant(ADA, Role.VIEWER);

    users().seen(ADA, "Ada", "ada", NOON);
    users().seen(ADA, "", null, later(1));

    assertThat(users().find(ADA)).contains(new User(ADA, "", null, Role.VIEWER, later(1), null));
  }

  @Test
  void howSomebodyIsCalledSaysNothingOfTheirBeingHere() {
    users().grant(ADA, Role.VIEWER);

    users().called(ADA, "Ada", "ada");
    users().called(EVE, "Eve", "eve");

    assertThat(users().find(ADA)).contains(new User(ADA, "Ada", "ada", Role.VIEWER, null, null));
    assertThat(users().find(EVE)).isEmpty();
  }

  @Test
  void notesNothingOfStrangers() {
    users().grant(ADA, Role.STRANGER);

    users().seen(ADA, "Ada", "ada", NOON);
    users().seen(EVE, "Eve", "eve", NOON);

    assertThat(users().find(ADA)).contains(new User(ADA, "", null, Role.STRANGER, null, null));
    assertThat(users().find(EVE)).isEmpty();
  }

  @Test
  void findsWhoeverBoreTheHandleLastWhateverItsCase() {
    users().grant(ADA, Role.VIEWER);
    users().grant(EVE, Role.VIEWER);
    users().seen(ADA, "Ada", "The_Cat", NOON);
    users().seen(EVE, "Eve", "the_cat", later(1));

    assertThat(users().findByHandle("THE_CAT")).map(User::id).contains(EVE);
    assertThat(users().findByHandle("the%")).isEmpty();
  }

  @Test
  void countsKnocksAndKnowsWhoKnocked() {
    users().knocked(EVE, "Eve", "eve", NOON);
    users().knocked(new UserId(9), "Dan", null, later(60));

    assertThat(users().hasKnocked(EVE)).isTrue();
    assertThat(users().hasKnocked(ADA)).isFalse();
    assertThat(users().knocksSince(NOON.minusSeconds(1))).isEqualTo(2);
    assertThat(users().knocksSince(NOON)).isEqualTo(1);
    assertThat(users().all()).isEmpty();
    assertThat(users().findByHandle("eve")).map(User::name).contains("Eve");
  }

  @Test
  void whoKnockedAndGetsARoleIsCalledAsBefore() {
    users().knocked(EVE, "Eve", "eve", NOON);

    users().grant(EVE, Role.VIEWER, BY_ADA);

    assertThat(users().all()).extracting(User::name).containsExactly("Eve");
    assertThat(users().hasKnocked(EVE)).isTrue();
  }

  private static Instant later(long minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }
}
