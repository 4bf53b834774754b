package drover.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What readers see: built anew now and then while something changes. Any thread reads; the rest is
 * for the board's thread.
 */
final class Showcase {
  private final Roster roster;
  private final BooleanSupplier isBehind;
  private final Duration pause;
  private volatile Board.Snapshot snapshot = new Board.Snapshot(List.of(), null, null);
  private Instant published = Instant.MIN;
  private @Nullable Instant listedAt;
  private @Nullable String trouble;

  /**
   * @param isBehind whether there are facts that the database did not take yet
   * @param pause how often at most it is built anew, but for those who wait for it
   */
  Showcase(Roster roster, BooleanSupplier isBehind, Duration pause) {
    this.roster = roster;
    this.isBehind = isBehind;
    this.pause = pause;
  }

  Board.Snapshot snapshot() {
    return snapshot;
  }

  void trouble(@Nullable String why) {
    trouble = why;
  }

  /** A whole list was believed. False when a later one was before. */
  boolean listed(Instant askedAt, Instant now) {
    trouble = null;
    Instant before = listedAt;
    boolean clockWentBack = before != null && before.isAfter(now);
    if (before != null && !clockWentBack && !askedAt.isAfter(before)) {
      return false;
    }
    listedAt = askedAt;
    return true;
  }

  /**
   * @param atOnce somebody waits for it
   */
  void publish(Instant now, boolean atOnce) {
    if (!atOnce && Due.isAhead(published.plus(pause), now, pause)) {
      return;
    }
    String why = trouble == null && isBehind.getAsBoolean() ? Trouble.DATABASE : trouble;
    boolean sameWords =
        Objects.equals(why, snapshot.trouble()) && Objects.equals(listedAt, snapshot.asOf());
    if (roster.takeChanged() || !sameWords) {
      snapshot = new Board.Snapshot(roster.agents(), listedAt, why);
      published = now;
    }
  }

  /** When to publish; null while there is nothing new. */
  @Nullable Instant due() {
    return roster.hasChanged() ? published.plus(pause) : null;
  }
}
