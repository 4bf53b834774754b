package drover.monitor;

import drover.session.Agent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we believe of one agent and have told of it.
 *
 * @param metAt when we first knew of this life, by our clock
 * @param warned the warnings of this life that were told
 * @param endedAt when its end was believed, by our clock; null while it lives
 * @param vanishedAt when the server surely knew it no more, by our clock; it is remembered in case
 *     it comes back. Null while it is there
 */
public record Belief(
    Agent agent,
    Instant metAt,
    Stalls stalls,
    Warned warned,
    @Nullable Instant endedAt,
    @Nullable Instant vanishedAt) {

  /**
   * The stalls of one life.
   *
   * @param told how many were told
   * @param since since when, by our clock, the present one is believed; null when not stalled
   * @param reportedAt the last activity, by the server's clock, that a reported stall named; it
   *     holds until newer activity. Null when none was reported
   * @param excusedAt when a person said that the silence is none, by the server's clock; it is
   *     counted from then on. Null once it moved
   */
  public record Stalls(
      int told,
      @Nullable Instant since,
      @Nullable Instant reportedAt,
      @Nullable Instant excusedAt) {
    public static final Stalls NONE = new Stalls(0, null, null, null);
  }

  /**
   * What is told once a life.
   *
   * @param tokens the highest level of the token limit that was told, in percent; 0 for none
   */
  public record Warned(int tokens, boolean late, boolean stuckStarting) {
    public static final Warned NONE = new Warned(0, false, false);
  }

  Belief withAgent(Agent newAgent) {
    return new Belief(newAgent, metAt, stalls, warned, endedAt, vanishedAt);
  }

  Belief withStalls(Stalls newStalls) {
    return new Belief(agent, metAt, newStalls, warned, endedAt, vanishedAt);
  }

  Belief withWarned(Warned newWarned) {
    return new Belief(agent, metAt, stalls, newWarned, endedAt, vanishedAt);
  }

  Belief withVanishedAt(@Nullable Instant at) {
    return new Belief(agent, metAt, stalls, warned, endedAt, at);
  }

  /** Whether it may still do something as far as we know. */
  boolean isLiving() {
    return endedAt == null && vanishedAt == null;
  }
}
