package drover.outbox;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import java.util.List;

/** Takes the tokens off a message's buttons again, for a chat they were not minted for. */
final class Unstamped implements Button.Visitor<Button> {
  private Unstamped() {}

  static OutgoingMessage of(OutgoingMessage message) {
    Unstamped visitor = new Unstamped();
    List<List<Button>> rows =
        message.keyboard().stream()
            .map(row -> row.stream().map(button -> button.accept(visitor)).toList())
            .toList();
    return message.withKeyboard(rows);
  }

  @Override
  public Button call(Button.Call button) {
    return new Button.Call(button.label(), button.style(), button.spec());
  }

  @Override
  public Button copy(Button.Copy button) {
    return button;
  }

  @Override
  public Button link(Button.Link button) {
    return button;
  }
}
