package drover.subscription;

import drover.access.QuietHours;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one chat and topic wishes.
 *
 * @param children whether it wants to hear more of children than their problems
 * @param zone in which its quiet hours are read
 * @param quiet null: none
 */
public record ChatWishes(
    List<Subscription> subscriptions,
    boolean children,
    ZoneId zone,
    @Nullable QuietHours quiet,
    List<Mute> mutes) {
  public ChatWishes {
    subscriptions = List.copyOf(subscriptions);
    mutes = List.copyOf(mutes);
  }
}
