package drover.command;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import drover.view.GroupView;
import drover.view.Keys;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesCommandTest {
  private final Stage stage = new Stage();

  @Test
  void turnsThePageOfTheMessageThatWasPressed() {
    stage.groupPages.put(2, page("second", 1));
    show(page("first", 2));

    stage.press("to 2");

    assertThat(stage.html()).isEqualTo("second");
    assertThat(stage.answers.shown()).hasSize(1);
  }

  @Test
  void saysWhenNothingIsKnownOfTheMessage() {
    show(page("first", 2));

    stage.press("to 2");

    assertThat(stage.html()).isEqualTo("first");
    assertThat(stage.answers.toasts()).anyMatch(toast -> toast.contains("no longer kept"));
  }

  @Test
  void isNotAmongTheCommandsThatPeopleType() {
    assertThat(stage.type("/help").html()).doesNotContain("/notices");
    assertThat(stage.menu(Stage.ADMIN)).doesNotContain("notices");
    assertThat(stage.type("/notice").html()).doesNotContain("/notices");
  }

  private void show(OutgoingMessage message) {
    var unused = stage.answers.send(Stage.PRIVATE, stage.mint.stamp(Stage.PRIVATE, message));
  }

  private static OutgoingMessage page(String text, int to) {
    Button button = Keys.page("to " + to, GroupView.COMMAND, "page:" + to);
    return OutgoingMessage.of(text, List.of(List.of(button)));
  }
}
