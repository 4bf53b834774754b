package drover.store;

import drover.store.DatabaseException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's JDBC URL, taken apart: where the database is, the user's settings, and ours.
 *
 * @param location "jdbc:h2:" and what follows up to the first semicolon
 * @param settings in the user's order, names in upper case, without ours
 * @param overruled names of ours that the user had set otherwise
 */
record DatabaseUrl(
    String location,
    Map<String, String> settings,
    String user,
    String password,
    List<String> overruled) {
  /**
   * What commits need to survive the death of the process. With other values up to a thousand
   * acknowledged commits are lost, or the file grows without end; see the tests.
   */
  static final Map<String, String> OURS = ours();

  private static final String SCHEME = "jdbc:h2:";
  private static final String MEMORY = SCHEME + "mem:";

  /** They change what SQL means, who may open the file, or whether it can be written. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "MODE",
          "DATABASE_TO_LOWER",
          "DATABASE_TO_UPPER",
          "CASE_INSENSITIVE_IDENTIFIERS",
          "IGNORECASE",
          "SCHEMA",
          "AUTOCOMMIT",
          "AUTO_SERVER",
          "FILE_LOCK",
          "ACCESS_MODE_DATA");

  static DatabaseUrl parse(String text) {
    String url = text.strip();
    List<String> parts = split(url);
    String location = parts.get(0);
    requireLocal(location);
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> overruled = new ArrayList<>();
    for (String part : parts.subList(1, parts.size())) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw bad("The part \"" + part + "\" of the database URL is no setting: write NAME=VALUE.");
      }
      String name = part.substring(0, equals).strip().toUpperCase(Locale.ROOT);
      String value = part.substring(equals + 1);
      if (FORBIDDEN.contains(name)) {
        throw bad(name + " cannot be set in the database URL: take it out.");
      }
      String needed = OURS.get(name);
      if (needed == null) {
        settings.put(name, value);
      } else if (!needed.equalsIgnoreCase(value.strip())) {
        overruled.add(name);
      }
    }
    String user = settings.remove("USER");
    String password = settings.remove("PASSWORD");
    return new DatabaseUrl(
        location,
        settings,
        user == null ? "sa" : user,
        password == null ? "" : password,
        overruled);
  }

  /** The URL to open, our settings last. */
  String full() {
    return with(Map.of());
  }

  /** The same, but a file that has gone is not made anew. */
  String existing() {
    return isMemory() ? full() : with(Map.of("IFEXISTS", "TRUE"));
  }

  boolean isMemory() {
    return location.startsWith(MEMORY);
  }

  /** The file that H2 keeps; null in memory, and for file systems that are not the disk's. */
  @Nullable Path file() {
    String path = location.substring(SCHEME.length());
    if (path.startsWith("file:")) {
      path = path.substring("file:".length());
    }
    if (isMemory() || path.matches("[A-Za-z]{2,}:.*")) {
      return null;
    }
    if (path.startsWith("~")) {
      path = System.getProperty("user.home") + path.substring(1);
    }
    return Path.of(path + ".mv.db").toAbsolutePath().normalize();
  }

  private String with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    // H2 would else write a trace file beside the database, even where it cannot.
    all.putIfAbsent("TRACE_LEVEL_FILE", "0");
    // By the way we go each connection sees all our statements; its own 8 would be parsed anew.
    all.putIfAbsent("QUERY_CACHE_SIZE", "256");
    all.putAll(more);
    all.putAll(OURS);
    StringBuilder url = new StringBuilder(uninterruptible());
    all.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
    return url.toString();
  }

  /**
   * A thread that is interrupted while it writes through H2's usual file system closes the whole
   * database. Loops and Quartz interrupt theirs when they stop; this file system does not mind.
   */
  private String uninterruptible() {
    String rest = location.substring(SCHEME.length());
    if (file() == null) {
      return location;
    }
    return SCHEME + "async:" + (rest.startsWith("file:") ? rest.substring(5) : rest);
  }

  private static Map<String, String> ours() {
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put("WRITE_DELAY", "0");
    ours.put("RETENTION_TIME", "1000");
    ours.put("DB_CLOSE_ON_EXIT", "FALSE");
    return ours;
  }

  private static void requireLocal(String location) {
    if (!location.startsWith(SCHEME) || location.equals(SCHEME)) {
      throw bad("The database URL must begin with jdbc:h2:, as in jdbc:h2:file:./data/drover.");
    }
    String rest = location.substring(SCHEME.length()).toLowerCase(Locale.ROOT);
    if (rest.startsWith("tcp:") || rest.startsWith("ssl:") || rest.startsWith("zip:")) {
      throw bad("The database must be a local file, as in jdbc:h2:file:./data/drover.");
    }
    if (rest.equals("mem:")) {
      throw bad("A database in memory needs a name, as in jdbc:h2:mem:drover.");
    }
  }

  /** Splits at semicolons; a backslash before one keeps it, as H2 has it. */
  private static List<String> split(String url) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == ';') {
        parts.add(part.toString());
        part.setLength(0);
        continue;
      }
      part.append(c);
      if (c == '\\' && i + 1 < url.length()) {
        part.append(url.charAt(++i));
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static DatabaseException bad(String message) {
    return new DatabaseException(Problem.URL, message, null);
  }

  /** Leaves out settings: a password may be among them. */
  @Override
  public String toString() {
    return location;
  }
}
