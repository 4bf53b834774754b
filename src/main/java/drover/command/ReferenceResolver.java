package drover.command;

import drover.base.NearMiss;
import drover.chat.ChatAddress;
import drover.session.Agent;
import drover.session.SessionId;
import drover.subscription.AgentFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the agent that a person means. The longest run of words that means something wins, so that
 * what follows a name can be options.
 */
final class ReferenceResolver {
  static final String EXACT = AgentFilter.EXACT;

  private static final int SHORTEST_ID = 4;
  private static final int LONGEST_NAME = 16;
  private static final int NEAR = 3;

  private final ListMemory lists;

  ReferenceResolver(ListMemory lists) {
    this.lists = lists;
  }

  Reference resolve(ChatAddress chat, List<String> words, List<Agent> agents) {
    if (words.isEmpty()) {
      return new Reference.Missing();
    }
    String first = words.get(0);
    if (first.startsWith(EXACT) && first.length() > EXACT.length()) {
      return exactly(new SessionId(first.substring(EXACT.length())), agents, rest(words, 1));
    }
    Optional<SessionId> numbered = numbered(chat, first);
    if (numbered.isPresent()) {
      return exactly(numbered.get(), agents, rest(words, 1));
    }
    for (int taken = Math.min(words.size(), LONGEST_NAME); taken >= 1; taken--) {
      String typed = String.join(" ", words.subList(0, taken));
      List<Agent> matches = matching(typed, agents);
      if (matches.size() == 1) {
        return new Reference.Found(matches.get(0).id(), matches.get(0), rest(words, taken));
      }
      if (!matches.isEmpty()) {
        return new Reference.Ambiguous(typed, matches, rest(words, taken));
      }
    }
    return unknown(words, agents);
  }

  private static Reference unknown(List<String> words, List<Agent> agents) {
    int most = Math.min(words.size(), LONGEST_NAME);
    for (int taken = most; taken >= 1; taken--) {
      String typed = String.join(" ", words.subList(0, taken));
      List<Agent> near = near(typed, agents);
      if (!near.isEmpty()) {
        return new Reference.Unknown(typed, near, rest(words, taken));
      }
    }
    return new Reference.Unknown(String.join(" ", words.subList(0, most)), List.of(), List.of());
  }

  /** Whether this is a row number, whatever list it may belong to. */
  static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= 3
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The agent beside that number of the last list; empty for what is no number. */
  Optional<SessionId> numbered(ChatAddress chat, String word) {
    return isNumber(word) ? lists.at(chat, Integer.parseInt(word)) : Optional.empty();
  }

  private static Reference exactly(SessionId id, List<Agent> agents, List<String> rest) {
    Agent known = agents.stream().filter(agent -> agent.id().equals(id)).findFirst().orElse(null);
    return new Reference.Found(id, known, rest);
  }

  /** Whole id, then whole name, then how either begins. */
  private static List<Agent> matching(String typed, List<Agent> agents) {
    List<Agent> whole = agents.stream().filter(a -> a.id().value().equals(typed)).toList();
    if (!whole.isEmpty()) {
      return whole;
    }
    String wanted = normal(typed);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Agent> named = agents.stream().filter(a -> normal(a.name()).equals(wanted)).toList();
    if (!named.isEmpty()) {
      return named;
    }
    boolean maybeId = typed.length() >= SHORTEST_ID;
    String id = typed.toLowerCase(Locale.ROOT);
    return agents.stream()
        .filter(
            a ->
                normal(a.name()).startsWith(wanted)
                    || (maybeId && a.id().value().toLowerCase(Locale.ROOT).startsWith(id)))
        .toList();
  }

  private static List<Agent> near(String typed, List<Agent> agents) {
    List<Agent> near = new ArrayList<>();
    List<String> names = agents.stream().map(agent -> normal(agent.name())).distinct().toList();
    for (String name : NearMiss.among(normal(typed), names, NEAR)) {
      agents.stream().filter(a -> normal(a.name()).equals(name)).findFirst().ifPresent(near::add);
    }
    return near;
  }

  private static List<String> rest(List<String> words, int taken) {
    return List.copyOf(words.subList(taken, words.size()));
  }

  static String normal(String name) {
    String start = name.length() > 300 ? name.substring(0, 300) : name;
    return Plain.of(start).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }
}
