package drover.command;

import drover.session.SessionApiException;
import drover.session.SessionPlan.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which part of a new agent a server's refusal is about. */
final class SpawnFault {
  /** How the server's fields are called; the longer ones first where one holds the other. */
  private static final List<Map.Entry<String, Part>> FIELDS =
      List.of(
          Map.entry("taskdescription", Part.TASK),
          Map.entry("tokenslimit", Part.TOKENS),
          Map.entry("expectedduration", Part.DURATION),
          Map.entry("outputpath", Part.OUTPUT),
          Map.entry("parentsession", Part.PARENT),
          Map.entry("priority", Part.PRIORITY),
          Map.entry("prompt", Part.PROMPT),
          Map.entry("name", Part.NAME));

  private SpawnFault() {}

  /** Empty when it is about none in particular. */
  static Optional<Part> part(RuntimeException failure) {
    if (failure instanceof SessionApiException.InvalidTokenLimit) {
      return Optional.of(Part.TOKENS);
    }
    if (failure instanceof SessionApiException.NotFound) {
      return Optional.of(Part.PARENT);
    }
    if (failure instanceof SessionApiException.Refused refused) {
      String reason = refused.reason().toLowerCase(Locale.ROOT);
      return FIELDS.stream()
          .filter(field -> reason.contains(field.getKey()))
          .map(Map.Entry::getValue)
          .findFirst();
    }
    return Optional.empty();
  }
}
