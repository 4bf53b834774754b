package drover.store;

import static drover.store.OpenStores.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.access.Role;
import drover.base.Transactor;
import drover.chat.UserId;
import drover.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqlTest {
  private final OpenStores open = OpenStores.inMemory();
  private final Transactor transactor = open.stores.transactor();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void keepsAllThatWasDoneInside() {
    String result =
        transactor.call(
            () -> {
              grant(1);
              grant(2);
              assertThat(people()).isEqualTo(2);
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(people()).isEqualTo(2);
  }

  @Test
  void keepsNothingWhenTheWorkThrows() {
    RuntimeException bug = new IllegalStateException("bug");

    assertThatThrownBy(() -> transactor.run(() -> grantAndThrow(bug))).isSameAs(bug);

    assertThat(people()).isZero();
    transactor.run(() -> grant(2));
    assertThat(people()).isEqualTo(1);
  }

  @Test
  void keepsNothingWhenTheWorkDies() {
    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      grant(1);
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(people()).isZero();
  }

  @Test
  void aNestedCallJoinsTheOuterOne() {
    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      transactor.run(() -> grant(1));
                      throw new IllegalStateException("later");
                    }))
        .hasMessage("later");

    assertThat(people()).isZero();
  }

  @Test
  void aFailedPartSpoilsTheWholeThoughItIsCaught() {
    RuntimeException bug = new IllegalStateException("part");

    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      grant(1);
                      try {
                        transactor.run(() -> grantAndThrow(bug));
                      } catch (IllegalStateException e) {
                        told.add("caught");
                      }
                      transactor.afterCommit(() -> told.add("committed"));
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(bug);

    assertThat(told).containsExactly("caught");
    assertThat(people()).isZero();
  }

  @Test
  void actionsRunInOrderAfterTheOutermostCommit() {
    transactor.run(
        () -> {
          transactor.afterCommit(() -> told.add("first sees " + people()));
          transactor.run(() -> transactor.afterCommit(() -> told.add("second")));
          grant(1);
          assertThat(told).isEmpty();
        });

    assertThat(told).containsExactly("first sees 1", "second");
  }

  @Test
  void anActionOutsideRunsAtOnce() {
    transactor.afterCommit(() -> told.add("now"));

    assertThat(told).containsExactly("now");
  }

  @Test
  void noActionRunsAfterARollback() {
    assertThatThrownBy(
            () ->
                transactor.run(
                    () -> {
                      transactor.afterCommit(() -> told.add("never"));
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    transactor.run(() -> grant(1));
    assertThat(told).isEmpty();
  }

  @Test
  void aFailingActionHidesNeitherTheCommitNorTheOthers() {
    transactor.run(
        () -> {
          grant(1);
          transactor.afterCommit(
              () -> {
                throw new IllegalStateException("listener");
              });
          transactor.afterCommit(() -> told.add("other"));
        });

    assertThat(people()).isEqualTo(1);
    assertThat(told).containsExactly("other");
  }

  @Test
  void anActionMayBeginATransactionOfItsOwn() {
    transactor.run(
        () ->
            transactor.afterCommit(
                () ->
                    transactor.run(
                        () -> {
                          grant(2);
                          transactor.afterCommit(() -> told.add("inner"));
                        })));

    assertThat(people()).isEqualTo(1);
    assertThat(told).containsExactly("inner");
  }

  @Test
  void othersSeeNothingBeforeTheCommit() throws Exception {
    List<Integer> seen = new ArrayList<>();

    transactor.run(
        () -> {
          grant(1);
          try {
            seen.addAll(TokenMintTest.together(1, this::people));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(seen).containsExactly(0);
  }

  @Test
  void aRefusedStatementIsABugAndNoLibraryExceptionGetsOut() {
    Sql sql = new Sql(open.database);

    assertThatThrownBy(() -> sql.with(handle -> handle.execute("SELECT no_such FROM nowhere")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("code 42");
  }

  @Test
  void aRowThatIsThereAlreadySpoilsNothing() {
    transactor.run(
        () -> {
          grant(1);
          Incident first = open.stall("s", 1, NOON);
          assertThat(open.stall("s", 1, NOON)).isEqualTo(first);
          assertThat(open.stores.chats().disable(5, "a")).isTrue();
          assertThat(open.stores.chats().disable(5, "b")).isFalse();
        });

    assertThat(people()).isEqualTo(1);
    assertThat(open.stores.incidents().allOpen(STALL)).hasSize(1);
  }

  private static final Incident.Kind STALL = Incident.Kind.STALL;

  private void grantAndThrow(RuntimeException failure) {
    grant(99);
    throw failure;
  }

  private void grant(long id) {
    open.stores.users().grant(new UserId(id), Role.VIEWER);
  }

  private int people() {
    return open.stores.users().all().size();
  }
}
