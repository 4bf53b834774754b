package drover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.Access;
import drover.access.Role;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.testing.DirectTransactor;
import drover.testing.MemoryChats;
import drover.testing.MemoryUsers;
import drover.testing.TestClock;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RememberedUsersTest {
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ChatAddress CHAT = ChatAddress.of(1);
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final MemoryUsers store = new MemoryUsers();
  private final MemoryChats chatStore = new MemoryChats();
  private final DirectTransactor transactor = new DirectTransactor();
  private final RememberedUsers users = new RememberedUsers(store, transactor);
  private final RememberedChats chats = new RememberedChats(chatStore, transactor);
  private final Access access = new Access(users, chats, TestClock.at("2026-03-01T12:00:00Z"));

  @Test
  void knowsRolesWhileTheDatabaseIsDown() {
    store.grant(ANN, Role.ADMIN);
    users.load();
    users.grant(BOB, Role.VIEWER);

    store.down(true);

    assertThat(access.roleOf(ANN)).isEqualTo(Role.ADMIN);
    assertThat(access.roleOf(BOB)).isEqualTo(Role.VIEWER);
    assertThat(access.roleOf(new UserId(3))).isEqualTo(Role.STRANGER);
  }

  @Test
  void neverRemembersMoreThanWasLastKnown() {
    store.grant(ANN, Role.ADMIN);
    store.grant(BOB, Role.OPERATOR);
    users.load();
    store.grant(ANN, Role.VIEWER);
    assertThat(access.roleOf(ANN)).isEqualTo(Role.VIEWER);
    users.grant(BOB, Role.STRANGER);

    store.down(true);

    assertThat(access.roleOf(ANN)).isEqualTo(Role.VIEWER);
    assertThat(access.roleOf(BOB)).isEqualTo(Role.STRANGER);
  }

  @Test
  void whatMayHaveBeenTakenIsGoneAndWhatMayHaveBeenGivenIsNotThere() {
    store.grant(ANN, Role.ADMIN);
    store.grant(BOB, Role.VIEWER);
    users.load();
    store.down(true);

    assertThatThrownBy(() -> users.grant(ANN, Role.VIEWER)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> users.grant(BOB, Role.ADMIN)).isInstanceOf(StorageException.class);

    assertThat(access.roleOf(ANN)).isEqualTo(Role.VIEWER);
    assertThat(access.roleOf(BOB)).isEqualTo(Role.VIEWER);
  }

  @Test
  void aRoleIsNotRememberedBeforeItsCommit() {
    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      users.grant(ANN, Role.ADMIN);
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");

    store.down(true);

    assertThat(access.roleOf(ANN)).isEqualTo(Role.STRANGER);
  }

  @Test
  void readsTimesInTheZoneThatWasLastSeen() {
    chats.setZone(CHAT, TOKYO);
    assertThat(access.zone(CHAT)).isEqualTo(TOKYO);

    chatStore.down(true);

    assertThat(access.zone(CHAT)).isEqualTo(TOKYO);
    assertThat(access.zone(ChatAddress.of(2))).isEqualTo(ZoneId.of("UTC"));
  }
}
