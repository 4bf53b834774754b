package drover.telegram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** One poll. Its {@link #batch} is there once it has been executed without an error. */
final class PollUpdates extends GetUpdates {
  private static final long serialVersionUID = 1L;

  /** Edited messages are left out: an order is not given by correcting a typing error. */
  private static final List<String> WANTED = List.of("message", "callback_query", "my_chat_member");

  private transient volatile @Nullable UpdateBatch batch;

  /**
   * @param offset below which all is confirmed; null confirms nothing
   */
  PollUpdates(@Nullable Integer offset, int seconds, int limit) {
    setOffset(offset);
    setTimeout(seconds);
    setLimit(limit);
    setAllowedUpdates(WANTED);
  }

  @Override
  @SuppressWarnings("NonApiType") // the library's signature
  public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
    if (!answer.contains("\"ok\":true") && !answer.matches("(?s).*\"ok\"\\s*:\\s*true.*")) {
      return super.deserializeResponse(answer);
    }
    UpdateBatch read = UpdateBatch.of(answer, getLimit());
    batch = read;
    return new ArrayList<>(read.updates());
  }

  @Nullable UpdateBatch read() {
    return batch;
  }
}
