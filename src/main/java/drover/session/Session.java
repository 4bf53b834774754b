package drover.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of one session, cleaned of its spelling but not judged. Everything but the id
 * may be missing; text is hostile: any length, any characters.
 *
 * @param name null when the server gives none; show {@link #displayName}
 * @param status the server's own word, null when it gives none; {@link SessionStatus#parse} reads
 *     it
 * @param task one line or many of what it is to do
 * @param progress 0..100 as reported, not clamped; null when the server gives none
 * @param priority the server's word, lower-cased when known; "normal" when it gives none
 * @param prompt the full prompt; present in details only
 * @param error why it failed, where a server says so
 */
public record Session(
    SessionId id,
    @Nullable String name,
    @Nullable String status,
    @Nullable String task,
    @Nullable Double progress,
    Tokens tokens,
    Times times,
    String priority,
    @Nullable String outputPath,
    Origin origin,
    Family family,
    @Nullable String prompt,
    @Nullable String error) {
  /** Shown for a name that is missing or cannot be seen. */
  public static final String UNNAMED = "Unnamed Agent";

  /** Begins an {@code error} that the server did not name as one: the agent's own last words. */
  public static final String FROM_LOG = "last error in the log: ";

  /**
   * @param used null when unknown
   * @param limit null when the server has none
   */
  public record Tokens(@Nullable Long used, @Nullable Long limit) {
    public static final Tokens UNKNOWN = new Tokens(null, null);

    public Tokens withUsed(@Nullable Long tokens) {
      return tokens == null ? this : new Tokens(tokens, limit);
    }

    /** Used of limit in percent; null unless both are known. */
    public @Nullable Double percentage() {
      return used == null || limit == null || limit <= 0 ? null : 100.0 * used / limit;
    }
  }

  /** All by the server's clock; null where it does not say. */
  public record Times(
      @Nullable Instant start,
      @Nullable Instant lastActivity,
      @Nullable Instant expectedEnd,
      @Nullable Duration expectedDuration,
      @Nullable Instant end) {
    public static final Times UNKNOWN = new Times(null, null, null, null, null);

    public Times withLastActivity(@Nullable Instant activity) {
      return activity == null
          ? this
          : new Times(start, activity, expectedEnd, expectedDuration, end);
    }

    public Times withEnd(@Nullable Instant ended) {
      return ended == null
          ? this
          : new Times(start, lastActivity, expectedEnd, expectedDuration, ended);
    }
  }

  /** Where it runs and who asked for it. */
  public record Origin(
      @Nullable String channel,
      @Nullable String node,
      @Nullable String host,
      @Nullable String model,
      @Nullable String requester) {
    public static final Origin UNKNOWN = new Origin(null, null, null, null, null);
  }

  /** Children are known from details only; lists show the parent. */
  public record Family(@Nullable SessionId parent, List<SessionId> children) {
    public static final Family NONE = new Family(null, List.of());

    public Family {
      children = List.copyOf(children);
    }
  }

  /** A session of which only the id is known. */
  public static Session of(SessionId id) {
    return new Session(
        id,
        null,
        null,
        null,
        null,
        Tokens.UNKNOWN,
        Times.UNKNOWN,
        "normal",
        null,
        Origin.UNKNOWN,
        Family.NONE,
        null,
        null);
  }

  public String displayName() {
    return name == null ? UNNAMED : name;
  }

  public Session withName(@Nullable String newName) {
    SessionDraft draft = new SessionDraft(this);
    draft.name = newName;
    return draft.build();
  }

  public Session withStatus(@Nullable String newStatus) {
    SessionDraft draft = new SessionDraft(this);
    draft.status = newStatus;
    return draft.build();
  }

  public Session withTask(@Nullable String newTask) {
    SessionDraft draft = new SessionDraft(this);
    draft.task = newTask;
    return draft.build();
  }

  public Session withProgress(@Nullable Double newProgress) {
    SessionDraft draft = new SessionDraft(this);
    draft.progress = newProgress;
    return draft.build();
  }

  public Session withTokens(Tokens newTokens) {
    SessionDraft draft = new SessionDraft(this);
    draft.tokens = newTokens;
    return draft.build();
  }

  public Session withTimes(Times newTimes) {
    SessionDraft draft = new SessionDraft(this);
    draft.times = newTimes;
    return draft.build();
  }

  public Session withPriority(String newPriority) {
    SessionDraft draft = new SessionDraft(this);
    draft.priority = newPriority;
    return draft.build();
  }

  public Session withFamily(Family newFamily) {
    SessionDraft draft = new SessionDraft(this);
    draft.family = newFamily;
    return draft.build();
  }

  public Session withOutputPath(@Nullable String newPath) {
    SessionDraft draft = new SessionDraft(this);
    draft.outputPath = newPath;
    return draft.build();
  }

  public Session withOrigin(Origin newOrigin) {
    SessionDraft draft = new SessionDraft(this);
    draft.origin = newOrigin;
    return draft.build();
  }

  public Session withPrompt(@Nullable String newPrompt) {
    SessionDraft draft = new SessionDraft(this);
    draft.prompt = newPrompt;
    return draft.build();
  }

  public Session withError(@Nullable String newError) {
    SessionDraft draft = new SessionDraft(this);
    draft.error = newError;
    return draft.build();
  }
}
