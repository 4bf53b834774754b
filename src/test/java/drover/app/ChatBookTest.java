package drover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.HealthCheck.State;
import drover.base.Redactor;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.FactKey;
import drover.outbox.Renderer;
import drover.outbox.Rendering;
import drover.store.Database;
import drover.store.Stores;
import drover.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatBookTest {
  private static final ChatAddress GROUP = ChatAddress.of(-5);

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final Database database =
      new Database(new Database.Config("jdbc:h2:mem:chatbook"), new Random(1));
  private final Stores stores = new Stores(database, clock, new SecureRandom());
  private final RememberedChats chats = new RememberedChats(stores.chats(), stores.transactor());
  private final OpenTroubles troubles =
      new OpenTroubles(stores.troubles(), stores.transactor(), clock);
  private final ChatBook book = new ChatBook(chats, stores.outbox(), troubles, clock);

  @BeforeEach
  void open() {
    database.start();
    chats.onRevived(book::revived);
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void healthIsAnsweredWhileTheDatabaseIsDown() {
    book.chatGone(7, "blocked");
    database.stop();
    assertThatThrownBy(() -> stores.chats().disabled()).isInstanceOf(StorageException.class);

    assertThat(book.check().state()).isEqualTo(State.DEGRADED);
    assertThat(book.check().text()).contains("7: blocked");
  }

  @Test
  void knowsFromTheStartWhatWasDisabledBefore() {
    stores.chats().disable(7, "blocked");
    chats.load();

    assertThat(book.check().text()).contains("7: blocked");
  }

  @Test
  void whatWasRolledBackIsNotRemembered() {
    assertThatThrownBy(
            () ->
                stores
                    .transactor()
                    .run(
                        () -> {
                          chats.disable(7, "blocked");
                          throw new IllegalStateException("half done");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(book.check().state()).isEqualTo(State.OK);
  }

  @Test
  void aChatThatIsBackIsHealthyAgain() {
    book.neverStarted(7);
    book.noRights(GROUP, "not enough rights");
    book.chatGone(8, "blocked");
    assertThat(book.check().text()).contains("Never pressed Start: 7");

    chats.revive(7);
    assertThat(book.check().text()).contains("No right to write: -5");
    chats.revive(-5);
    assertThat(book.check().text()).contains("8: blocked");
    chats.revive(8);
    assertThat(book.check().state()).isEqualTo(State.OK);
  }

  @Test
  void aChatWhereANoticeArrivedIsHealthyAgain() {
    RenderersByKind renderers = new RenderersByKind(book::reached, new Redactor(List.of()));
    renderers.add(new Silent(), List.of("end"));
    book.noRights(GROUP, "not enough rights");
    Fact fact = new Fact(new FactKey("s#1", "end", 0), Instant.EPOCH, Fact.Urgency.LAST, Map.of());

    renderers.told(new Delivery(1, fact, GROUP, 0, false), new MessageRef(GROUP, 3));

    assertThat(book.check().state()).isEqualTo(State.OK);
  }

  private static final class Silent implements Renderer {
    @Override
    public Rendering render(Delivery delivery) {
      return new Rendering.Drop("nothing to say");
    }

    @Override
    public void told(Delivery delivery, MessageRef message) {}
  }
}
