package drover.command;

import drover.session.Agent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which agents a list shows. All parts must hold.
 *
 * @param texts each stands somewhere in name or task, lower-cased
 * @param name a pattern with {@code *} for anything, or a part of the name; lower-cased
 * @param status the word after {@code status:}; null: all
 */
record AgentFilter(
    List<String> texts,
    @Nullable String name,
    @Nullable String priority,
    @Nullable String channel,
    @Nullable SessionId parent,
    @Nullable String status) {
  static final AgentFilter NONE = new AgentFilter(List.of(), null, null, null, null, null);

  /** Says what is wrong, for the person who typed it. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String problem) {
      super(problem);
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads a filter.
   *
   * @param parents finds the agent behind {@code parent:}; empty when there is none or several
   */
  static AgentFilter parse(List<String> words, Function<String, Optional<SessionId>> parents)
      throws Malformed {
    List<String> texts = new ArrayList<>();
    String name = null;
    String priority = null;
    String channel = null;
    SessionId parent = null;
    String status = null;
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.startsWith("name:")) {
        name = value(lower);
      } else if (lower.startsWith("priority:")) {
        priority = value(lower);
      } else if (lower.startsWith("channel:")) {
        channel = value(lower);
      } else if (lower.startsWith("parent:")) {
        String typed = value(word);
        parent =
            parents
                .apply(typed)
                .orElseThrow(
                    () -> new Malformed("I know no single agent “" + typed + "” as parent."));
      } else if (lower.startsWith("status:")) {
        status = status(value(lower));
      } else {
        texts.add(lower);
      }
    }
    return new AgentFilter(List.copyOf(texts), name, priority, channel, parent, status);
  }

  boolean matches(Agent agent) {
    return matchesApartFromStatus(agent)
        && (status == null || statuses(status).contains(agent.status()));
  }

  /** For the counts on the status buttons. */
  boolean matchesApartFromStatus(Agent agent) {
    String channelOf = agent.session().origin().channel();
    return (name == null || nameMatches(name, agent.name()))
        && (priority == null || agent.session().priority().equalsIgnoreCase(priority))
        && (channel == null || (channelOf != null && channelOf.equalsIgnoreCase(channel)))
        && (parent == null || parent.equals(agent.session().family().parent()))
        && textsMatch(agent);
  }

  AgentFilter withStatus(@Nullable String newStatus) {
    return new AgentFilter(texts, name, priority, channel, parent, newStatus);
  }

  /** Words that read back as this filter. */
  List<String> words() {
    return Stream.concat(
            texts.stream(),
            Stream.of(
                    part("name:", name),
                    part("priority:", priority),
                    part("channel:", channel),
                    part(
                        "parent:" + ReferenceResolver.EXACT,
                        parent == null ? null : parent.value()),
                    part("status:", status))
                .flatMap(Optional::stream))
        .toList();
  }

  private static Optional<String> part(String key, @Nullable String value) {
    return value == null ? Optional.empty() : Optional.of(key + value);
  }

  private boolean textsMatch(Agent agent) {
    if (texts.isEmpty()) {
      return true;
    }
    String task = agent.session().task();
    String all = (agent.name() + "\n" + (task == null ? "" : task)).toLowerCase(Locale.ROOT);
    return texts.stream().allMatch(all::contains);
  }

  private static boolean nameMatches(String pattern, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (pattern.indexOf('*') < 0) {
      return lower.contains(pattern);
    }
    String regex =
        Arrays.stream(pattern.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(lower).matches();
  }

  private static String value(String word) throws Malformed {
    String value = word.substring(word.indexOf(':') + 1);
    if (value.isBlank()) {
      throw new Malformed("Something is missing after “" + word + "”.");
    }
    return value;
  }

  private static String status(String word) throws Malformed {
    if (statuses(word).isEmpty()) {
      throw new Malformed(
          "I know no status “"
              + word
              + "”. There are spawning, working, stalled, failed, completed, terminated and done.");
    }
    return word;
  }

  /** The words of the buttons may cover several statuses. */
  private static Set<SessionStatus> statuses(String word) {
    for (Tab tab : Tab.values()) {
      if (tab.word().equals(word)) {
        return tab.statuses();
      }
    }
    return SessionStatus.parse(word).map(Set::of).orElse(Set.of());
  }
}
