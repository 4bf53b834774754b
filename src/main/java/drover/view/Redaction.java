package drover.view;

import drover.base.Redactor;
import drover.chat.Button;
import drover.chat.OutgoingMessage;

/** Takes secrets out of all that is seen of a message, its buttons included; files not. */
public final class Redaction {
  private Redaction() {}

  public static OutgoingMessage of(OutgoingMessage message, Redactor redactor) {
    OutgoingMessage clean = message.withHtml(redactor.redact(message.html()));
    if (clean.keyboard().isEmpty()) {
      return clean;
    }
    OfButton ofButton = new OfButton(redactor);
    return clean.withKeyboard(
        clean.keyboard().stream()
            .map(row -> row.stream().map(button -> button.accept(ofButton)).toList())
            .toList());
  }

  private record OfButton(Redactor redactor) implements Button.Visitor<Button> {
    @Override
    public Button call(Button.Call button) {
      return new Button.Call(
          redactor.redact(button.label()), button.style(), button.spec(), button.token());
    }

    @Override
    public Button copy(Button.Copy button) {
      return new Button.Copy(redactor.redact(button.label()), redactor.redact(button.text()));
    }

    @Override
    public Button link(Button.Link button) {
      return new Button.Link(redactor.redact(button.label()), button.url());
    }
  }
}
