package drover.subscription;

import drover.chat.CommandCall;
import drover.session.Agent;
import drover.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which agents somebody means. All parts must hold.
 *
 * @param texts each stands somewhere in name or task; lower-cased, in alphabetical order
 * @param name a pattern with {@code *} for anything, or a part of the name; lower-cased
 * @param parent how the parent's name or id begins, or its whole id after {@link #EXACT}
 * @param status the word after {@code status:}; null: all
 */
public record AgentFilter(
    List<String> texts,
    @Nullable String name,
    @Nullable String priority,
    @Nullable String channel,
    @Nullable String parent,
    @Nullable String status) {
  /** Every agent. */
  public static final AgentFilter ALL = new AgentFilter(List.of(), null, null, null, null, null);

  /** Stands before an id that is meant as a whole. */
  public static final String EXACT = "id:";

  private static final int LONGEST = 500;
  private static final int SHORTEST_ID = 4;

  public AgentFilter {
    texts = texts.stream().distinct().sorted().toList();
  }

  /** Says what is wrong, for the person who typed it. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String problem) {
      super(problem);
    }

    public String problem() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads a filter.
   *
   * @param parents what to keep of the word behind {@code parent:}; empty when nobody is meant
   */
  public static AgentFilter parse(List<String> words, Function<String, Optional<String>> parents)
      throws Malformed {
    if (words.stream().mapToInt(String::length).sum() > LONGEST) {
      throw new Malformed("That filter is too long.");
    }
    List<String> texts = new ArrayList<>();
    String name = null;
    String priority = null;
    String channel = null;
    String parent = null;
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
      } else if (!lower.isBlank()) {
        texts.add(lower);
      }
    }
    return new AgentFilter(texts, name, priority, channel, parent, status);
  }

  /**
   * Reads back what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it was written by nobody here
   */
  public static AgentFilter of(String text) {
    try {
      return parse(new CommandCall("filter", text).words(), Optional::of);
    } catch (Malformed e) {
      throw new IllegalArgumentException("no filter: " + text, e);
    }
  }

  /** For parents that are named as a whole. */
  public boolean matches(Agent agent) {
    return matches(Traits.of(agent, id -> Optional.empty()));
  }

  public boolean matches(Traits agent) {
    return matchesApartFromStatus(agent)
        && (status == null || StatusWords.statuses(status).contains(agent.status()));
  }

  /** For the counts on the status buttons. */
  public boolean matchesApartFromStatus(Agent agent) {
    return matchesApartFromStatus(Traits.of(agent, id -> Optional.empty()));
  }

  public AgentFilter withStatus(@Nullable String newStatus) {
    return new AgentFilter(texts, name, priority, channel, parent, newStatus);
  }

  /** Whether it names agents or their parent: then children are meant as well. */
  boolean picksOut() {
    return name != null || parent != null;
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /** Words that read back as this filter. */
  public List<String> words() {
    return Stream.concat(
            texts.stream(),
            Stream.of(
                    part("name:", name),
                    part("priority:", priority),
                    part("channel:", channel),
                    part("parent:", parent),
                    part("status:", status))
                .flatMap(Optional::stream))
        .toList();
  }

  /** The one spelling of this filter; empty for every agent. */
  public String text() {
    return CommandCall.of("filter", words().toArray(String[]::new)).text();
  }

  /** As a person would type it. */
  public String inWords() {
    return String.join(" ", words()).replace("parent:" + EXACT, "parent:");
  }

  private boolean matchesApartFromStatus(Traits agent) {
    return meets(agent) || agent.former().stream().anyMatch(this::meets);
  }

  private boolean meets(Traits agent) {
    return (name == null || Glob.matches(name, agent.name().toLowerCase(Locale.ROOT)))
        && (priority == null || agent.priority().equalsIgnoreCase(priority))
        && (channel == null || channel.equalsIgnoreCase(agent.channel()))
        && (parent == null || parentMatches(parent, agent))
        && textsMatch(agent);
  }

  private static boolean parentMatches(String wanted, Traits agent) {
    SessionId id = agent.parent();
    if (id == null) {
      return false;
    }
    if (wanted.startsWith(EXACT)) {
      return id.value().equals(wanted.substring(EXACT.length()));
    }
    String start = wanted.toLowerCase(Locale.ROOT);
    String parentName = agent.parentName();
    boolean maybeId = start.length() >= SHORTEST_ID;
    return (maybeId && id.value().toLowerCase(Locale.ROOT).startsWith(start))
        || (parentName != null && parentName.toLowerCase(Locale.ROOT).startsWith(start));
  }

  private boolean textsMatch(Traits agent) {
    if (texts.isEmpty()) {
      return true;
    }
    String task = agent.task();
    String all = (agent.name() + "\n" + (task == null ? "" : task)).toLowerCase(Locale.ROOT);
    return texts.stream().allMatch(all::contains);
  }

  private static Optional<String> part(String key, @Nullable String value) {
    return value == null ? Optional.empty() : Optional.of(key + value);
  }

  private static String value(String word) throws Malformed {
    String value = word.substring(word.indexOf(':') + 1);
    if (value.isBlank()) {
      throw new Malformed("Something is missing after “" + word + "”.");
    }
    return value;
  }

  private static String status(String word) throws Malformed {
    if (StatusWords.statuses(word).isEmpty()) {
      throw new Malformed(
          "I know no status “"
              + word
              + "”. There are spawning, working, stalled, failed, completed, terminated and done.");
    }
    return word;
  }
}
