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
 * @param lasted how long the agent had run, for ends; how long it had been stalled, for recoveries
 * @param silentSince the last activity, by our clock
 * @param priority the server's word
 * @param parent the parent's short id
 * @param parentName the parent's name; null when it is not known now
 * @param earliest when it happened at the earliest, by our clock
 * @param latest when it happened at the latest
 */
public record Notice(
    Transition.Kind kind,
    AgentLife life,
    String name,
    @Nullable String task,
    @Nullable String error,
    @Nullable Duration lasted,
    @Nullable Instant silentSince,
    @Nullable Long tokensUsed,
    @Nullable Long tokensLimit,
    @Nullable String outputPath,
    String priority,
    @Nullable String parent,
    @Nullable String parentName,
    Instant earliest,
    Instant latest) {

  /** Whether it broke for want of tokens, so that a larger limit may help. */
  public boolean ranOutOfTokens() {
    boolean full =
        tokensUsed != null
            && tokensLimit != null
            && tokensLimit > 0
            && tokensUsed >= tokensLimit * 0.95;
    return full || (error != null && TokenWords.in(error));
  }

  public Notice withParentName(@Nullable String newName) {
    return new Notice(
        kind,
        life,
        name,
        task,
        error,
        lasted,
        silentSince,
        tokensUsed,
        tokensLimit,
        outputPath,
        priority,
        parent,
        newName,
        earliest,
        latest);
  }

  /** The same, but happening at that time exactly. */
  public Notice at(Instant time) {
    return new Notice(
        kind,
        life,
        name,
        task,
        error,
        lasted,
        silentSince,
        tokensUsed,
        tokensLimit,
        outputPath,
        priority,
        parent,
        parentName,
        time,
        time);
  }
}
