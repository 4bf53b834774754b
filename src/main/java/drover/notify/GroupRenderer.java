package drover.notify;

import drover.chat.OutgoingMessage;
import drover.outbox.Delivery;
import drover.outbox.GroupPage;
import drover.view.GroupView;
import drover.view.NoticeRow;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words for many notices in one message. Any thread. */
final class GroupRenderer {
  private static final Logger log = LoggerFactory.getLogger(GroupRenderer.class);

  private final Function<Delivery, GroupView.Row> rows;

  /**
   * @param rows what a notice is now, among others
   */
  GroupRenderer(Function<Delivery, GroupView.Row> rows) {
    this.rows = rows;
  }

  OutgoingMessage of(List<Delivery> members, GroupPage page) {
    boolean maybeRepeat = members.stream().anyMatch(Delivery::maybeRepeat);
    return GroupView.of(
        members.stream().map(this::row).toList(),
        new GroupView.Page(page.page(), page.held(), maybeRepeat));
  }

  /** One that has no words must not keep the others from being told. */
  private GroupView.Row row(Delivery member) {
    try {
      return rows.apply(member);
    } catch (RuntimeException e) {
      log.error("Notice {} cannot be put into a row", member.fact().key(), e);
      return NoticeRow.unknown(member.fact().key().kind(), member.fact().key().subject());
    }
  }
}
