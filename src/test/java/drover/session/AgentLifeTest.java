package drover.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentLifeTest {
  @Test
  void aKeyIsReadBackWhateverTheIdContains() {
    for (String id : new String[] {"a", "a#b", "#", "x y/\u202e\n", "4b8g5f9c-663d-42f4"}) {
      AgentLife life = new AgentLife(new SessionId(id), "t1.k+");

      assertThat(AgentLife.parse(life.key())).isEqualTo(life);
    }
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> AgentLife.parse("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AgentLife.parse("run#")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AgentLife(new SessionId("a"), "x#y"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShortFormNeverCutsACharacterInHalf() {
    assertThat(new SessionId("2062390b-441c").shortForm()).isEqualTo("2062390b");
    assertThat(new SessionId("ab").shortForm()).isEqualTo("ab");
    assertThat(new SessionId("😀😀😀😀😀😀😀😀😀").shortForm()).isEqualTo("😀😀😀😀😀😀😀😀");
  }
}
