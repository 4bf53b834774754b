package drover.command;

import drover.chat.OutgoingMessage;
import drover.view.DownView;

/** A screen while the database is down: says so under what it shows, and has no buttons. */
record DownScreen(Screen screen) implements Screen {
  @Override
  public void show(OutgoingMessage message) {
    screen.show(DownView.withFoot(message));
  }

  @Override
  public void sendNew(OutgoingMessage message) {
    screen.sendNew(DownView.withFoot(message));
  }

  @Override
  public void toast(String text) {
    screen.toast(text);
  }
}
