package drover.command;

import drover.base.StorageException;
import drover.chat.OutgoingMessage;
import drover.session.SessionApiException;
import drover.view.DownView;
import drover.view.ErrorLine;
import drover.view.Html;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs commands so that nothing escapes: the person gets one sentence, the log the stack. */
final class Calls {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  private Calls() {}

  static void run(Command command, Invocation invocation, Screen screen) {
    try {
      command.handle(invocation, screen);
    } catch (SessionApiException e) {
      log.warn("Command {}: the server did not do its part", command.name(), e);
      screen.show(sentence(e));
    } catch (StorageException e) {
      log.warn("Command {} failed for want of the database", command.name(), e);
      screen.show(DownView.refusal(command.name()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      log.error("Command {} failed", command.name(), e);
      screen.show(sentence(e));
    }
  }

  static OutgoingMessage sentence(Throwable failure) {
    return OutgoingMessage.of("❗ " + Html.escape(ErrorLine.of(failure)));
  }
}
