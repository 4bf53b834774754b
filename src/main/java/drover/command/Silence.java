package drover.command;

import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.subscription.AgentFilter;
import drover.subscription.Mute;
import drover.subscription.MuteStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Ends mutes before their time, and lets go what they held. */
final class Silence {
  private final MuteStore mutes;
  private final Consumer<ChatAddress> release;
  private final Transactor transactor;
  private final Clock clock;

  /**
   * @param release lets what is held in a lane wait no longer; what another mute holds is held
   *     again
   */
  Silence(MuteStore mutes, Consumer<ChatAddress> release, Transactor transactor, Clock clock) {
    this.mutes = mutes;
    this.release = release;
    this.transactor = transactor;
    this.clock = clock;
  }

  List<Mute> lasting(ChatAddress chat) {
    return mutes.of(chat, clock.instant());
  }

  /** Ends every mute of that chat and topic; returns those that lasted. */
  List<Mute> end(ChatAddress chat) {
    return end(chat, lasting(chat));
  }

  /** Ends the one with that filter. */
  List<Mute> end(ChatAddress chat, AgentFilter filter) {
    return end(chat, lasting(chat).stream().filter(one -> one.filter().equals(filter)).toList());
  }

  /** One that is to end earlier than before lets go what would wait for its old end. */
  void begin(Mute mute) {
    transactor.run(
        () -> {
          mutes.put(mute);
          release.accept(mute.chat());
        });
  }

  private List<Mute> end(ChatAddress chat, List<Mute> ending) {
    transactor.run(
        () -> {
          for (Mute mute : ending) {
            boolean ignored = mutes.remove(chat, mute.filter(), clock.instant());
          }
          release.accept(chat);
        });
    return ending;
  }
}
