package drover.session;

import drover.session.Session.Family;
import drover.session.Session.Origin;
import drover.session.Session.Times;
import drover.session.Session.Tokens;
import org.jspecify.annotations.Nullable;

/** A session that is being changed, before it is one again. */
final class SessionDraft {
  private final SessionId id;
  @Nullable String name;
  @Nullable String status;
  @Nullable String task;
  @Nullable Double progress;
  Tokens tokens;
  Times times;
  String priority;
  @Nullable String outputPath;
  Origin origin;
  Family family;
  @Nullable String prompt;
  @Nullable String error;

  SessionDraft(Session from) {
    id = from.id();
    name = from.name();
    status = from.status();
    task = from.task();
    progress = from.progress();
    tokens = from.tokens();
    times = from.times();
    priority = from.priority();
    outputPath = from.outputPath();
    origin = from.origin();
    family = from.family();
    prompt = from.prompt();
    error = from.error();
  }

  Session build() {
    return new Session(
        id,
        name,
        status,
        task,
        progress,
        tokens,
        times,
        priority,
        outputPath,
        origin,
        family,
        prompt,
        error);
  }
}
