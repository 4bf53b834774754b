package drover.command;

import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.order.Draft;
import drover.session.SessionPlan.Part;
import drover.view.SpawnView;
import org.jspecify.annotations.Nullable;

/** Shows a draft: the question that is open, or the whole. */
final class SpawnPages {
  private final Board board;

  SpawnPages(Board board) {
    this.board = board;
  }

  /**
   * What the person sees next.
   *
   * @param note why the last answer would not do; null when nothing was wrong
   */
  OutgoingMessage next(Draft draft, @Nullable String note) {
    Part part = draft.asked();
    return part == null
        ? SpawnView.preview(page(draft), note)
        : SpawnView.question(page(draft), part, draft.alone(), note);
  }

  /**
   * Shows it where a button was pressed, or as a new message where that cannot be: a page does not
   * turn into a message that asks for a reply.
   *
   * @param instead what then stays on the page
   */
  void show(
      Draft draft,
      @Nullable String note,
      OutgoingMessage instead,
      Invocation invocation,
      Screen screen) {
    OutgoingMessage next = next(draft, note);
    if (next.forceReply() == null || invocation.page() == null) {
      screen.show(next);
    } else {
      screen.show(instead);
      screen.sendNew(next);
    }
  }

  SpawnView.Page page(Draft draft) {
    return new SpawnView.Page(
        draft.id(),
        draft.revision(),
        draft.by(),
        draft.plan(),
        PlanReader.nameOf(draft.plan(), board).orElse(null),
        draft.chat().isGroup());
  }
}
