package drover.outbox;

/**
 * What is shown of many facts in one message.
 *
 * @param page from 1; one past the last means the last
 * @param held they were held back while the chat wanted to hear nothing
 */
public record GroupPage(int page, boolean held) {
  public GroupPage {
    if (page < 1) {
      throw new IllegalArgumentException("pages are counted from 1");
    }
  }

  static GroupPage first(boolean held) {
    return new GroupPage(1, held);
  }
}
