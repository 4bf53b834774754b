package drover.view;

import drover.session.AgentLife;
import drover.session.Transition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a notice tells of an agent, as it was when it happened. Null: not known. Text is hostile.
 *
 * @param name empty when it has none
 * @param named whether the server gave the name
 * @param priority the server's word
 */
public record Notice(
    Transition.Kind kind,
    AgentLife life,
    String name,
    boolean named,
    @Nullable String task,
    @Nullable String error,
    @Nullable String outputPath,
    String priority,
    Tokens tokens,
    Times times,
    Parent parent) {

  /**
   * @param lasting how long what is left will do at the present rate
   */
  public record Tokens(@Nullable Long used, @Nullable Long limit, @Nullable Duration lasting) {
    public static final Tokens UNKNOWN = new Tokens(null, null, null);
  }

  /**
   * All by our clock.
   *
   * @param lasted how long the agent had run, for ends
   * @param silentSince the last activity
   * @param start when the agent was started
   * @param expectedEnd when it should have been done
   * @param earliest when it happened at the earliest
   * @param latest when it happened at the latest
   */
  public record Times(
      @Nullable Duration lasted,
      @Nullable Instant silentSince,
      @Nullable Instant start,
      @Nullable Instant expectedEnd,
      Instant earliest,
      Instant latest) {}

  /**
   * @param id the parent's short id
   * @param name null when it is not known now
   */
  public record Parent(@Nullable String id, @Nullable String name) {
    public static final Parent NONE = new Parent(null, null);
  }

  /** Whether it broke for want of tokens, so that a larger limit may help. */
  public boolean ranOutOfTokens() {
    Long used = tokens.used();
    Long limit = tokens.limit();
    boolean full = used != null && limit != null && limit > 0 && used >= limit * 0.95;
    return full || (error != null && TokenWords.in(error));
  }

  /** For those who may not see where agents write. */
  public Notice withoutOutputPath() {
    return new Notice(kind, life, name, named, task, error, null, priority, tokens, times, parent);
  }

  public Notice withParentName(@Nullable String newName) {
    return with(tokens, new Parent(parent.id(), newName));
  }

  /** What is left will do for so long. */
  public Notice withTokensLasting(@Nullable Duration lasting) {
    return with(new Tokens(tokens.used(), tokens.limit(), lasting), parent);
  }

  private Notice with(Tokens newTokens, Parent newParent) {
    return new Notice(
        kind, life, name, named, task, error, outputPath, priority, newTokens, times, newParent);
  }
}
