package drover.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private final CallLog log = new CallLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void clearingExcusesNothing() {
    add("sendMessage", Verdict.INVALID);
    add("sendMessage", Verdict.REFUSED);

    log.clear();

    assertThat(log.all()).isEmpty();
    assertThat(log.violations()).isEmpty();
    assertThat(log.unexcused()).hasSize(1);
    assertThat(log.total()).isEqualTo(2);
    assertThat(log.excuse()).hasSize(1);
  }

  @Test
  void whatWasMeantIsHeldAgainstNobodyAndWhatFollowsIs() {
    add("sendMessage", Verdict.INVALID);
    assertThat(log.excuse()).hasSize(1);

    add("sendPhoto", Verdict.INVALID);

    assertThat(log.unexcused()).extracting(ApiCall::method).containsExactly("sendPhoto");
    assertThat(log.violations()).hasSize(1);
    assertThat(log.excuse()).hasSize(1);
  }

  private void add(String method, Verdict verdict) {
    log.add(new ApiCall(Instant.EPOCH, method, Json.object(), 400, "no", verdict));
  }
}
