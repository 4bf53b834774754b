package drover;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the package tree. The two tables are the tree: to change it, change them. */
class ArchitectureTest {
  private static final Set<String> WORDS = Set.of("session", "chat", "base");
  private static final Set<String> FEATURES =
      union(WORDS, Set.of("monitor", "outbox", "incident", "subscription", "history", "access"));
  private static final Set<String> SIMULATORS = Set.of("simulator", "emulator");

  /** Each package and all that it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          // floor
          Map.entry("base", Set.of()),
          // words
          Map.entry("session", Set.of()),
          Map.entry("chat", Set.of()),
          // features
          Map.entry("access", Set.of("chat", "base")),
          Map.entry("subscription", Set.of("session", "chat", "access")),
          Map.entry("incident", WORDS),
          Map.entry("history", WORDS),
          Map.entry("monitor", Set.of("session", "base")),
          Map.entry("outbox", Set.of("chat", "base")),
          // use cases
          Map.entry("view", FEATURES),
          Map.entry("notify", union(FEATURES, Set.of("view"))),
          Map.entry("digest", union(FEATURES, Set.of("view"))),
          Map.entry("order", FEATURES),
          Map.entry("command", union(FEATURES, Set.of("view", "digest", "order"))),
          // adapters
          Map.entry("openclaw", Set.of("session", "base")),
          Map.entry("telegram", Set.of("chat", "base")),
          Map.entry(
              "store", union(FEATURES, Set.of("view", "notify", "digest", "order", "command"))),
          Map.entry("schedule", Set.of("base")),
          Map.entry("ops", Set.of("base")),
          // start
          Map.entry("config", Set.of("base")),
          Map.entry(
              "app",
              union(
                  union(FEATURES, Set.of("view", "notify", "digest", "order", "command")),
                  Set.of("openclaw", "telegram", "store", "schedule", "ops", "config"))),
          // They stand in for servers, so they share no word with their clients.
          Map.entry("simulator", Set.of("base")),
          Map.entry("emulator", Set.of("base")),
          Map.entry("playground", union(SIMULATORS, Set.of("app", "config", "access", "base"))),
          Map.entry("", Set.of("playground", "app", "config", "base")));

  /** Each library and the packages that may open its door. */
  private static final Map<String, Set<String>> DOORS =
      Map.ofEntries(
          Map.entry("okhttp3", Set.of("openclaw", "telegram")),
          Map.entry("okio", Set.of("openclaw", "telegram")),
          Map.entry("javax.net", Set.of("openclaw", "telegram")),
          Map.entry("javax.imageio", Set.of("emulator")),
          Map.entry(
              "com.fasterxml.jackson",
              Set.of("openclaw", "store", "telegram", "playground", "simulator", "emulator")),
          Map.entry("org.telegram", Set.of("telegram")),
          Map.entry("org.quartz", Set.of("schedule")),
          Map.entry("org.jdbi", Set.of("store")),
          Map.entry("com.zaxxer", Set.of("store")),
          Map.entry("org.flywaydb", Set.of("store")),
          Map.entry("org.h2", Set.of("store")),
          // Quartz asks for connections in these words.
          Map.entry("java.sql", Set.of("store", "schedule")),
          Map.entry("javax.sql", Set.of("store", "schedule")),
          Map.entry("picocli", Set.of("")),
          Map.entry("ch.qos.logback", Set.of("app")),
          Map.entry("com.sun.net.httpserver", Set.of("ops")),
          Map.entry("io.micrometer.prometheusmetrics", Set.of("ops")),
          Map.entry("io.javalin", Set.of("playground", "simulator", "emulator")),
          Map.entry("jakarta.servlet", Set.of("playground", "simulator", "emulator")),
          Map.entry("org.eclipse.jetty", Set.of("playground", "simulator", "emulator")));

  /** What every package may use besides, but for the words, which keep to the JDK. */
  private static final List<String> EVERYWHERE =
      List.of("java.", "org.jspecify.", "org.slf4j.", "io.micrometer.core.");

  private static final Set<String> JDK_ONLY = Set.of("session", "chat");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("drover");

  @Test
  void everyPackageIsInTheTable() {
    Set<String> there = CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet());

    assertThat(MAY_USE.keySet()).containsAll(there);
  }

  @Test
  void noPackageUsesWhatItsLineDoesNotName() {
    assertThat(offences(ArchitectureTest::breaksTheTree)).isEmpty();
  }

  @Test
  void noLibraryIsUsedOutsideItsDoor() {
    assertThat(offences(ArchitectureTest::breaksADoor)).isEmpty();
  }

  @Test
  void theTableHasNoCycle() {
    List<String> left = new ArrayList<>(MAY_USE.keySet());
    boolean removed = true;
    while (removed) {
      removed =
          left.removeIf(
              room -> MAY_USE.getOrDefault(room, Set.of()).stream().noneMatch(left::contains));
    }

    assertThat(left).as("packages that use each other in a circle").isEmpty();
  }

  @Test
  void everyPackageSaysWhatLivesInIt() {
    Set<String> told =
        CLASSES.stream()
            .filter(c -> c.getSimpleName().equals("package-info"))
            .map(ArchitectureTest::room)
            .collect(Collectors.toSet());

    assertThat(CLASSES.stream().map(ArchitectureTest::room).distinct()).allMatch(told::contains);
  }

  private interface Rule {
    boolean isBrokenBy(JavaClass from, JavaClass to);
  }

  private static Set<String> offences(Rule rule) {
    Set<String> found = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (!to.isPrimitive() && rule.isBrokenBy(from, to)) {
          found.add(from.getName() + " uses " + to.getName());
        }
      }
    }
    return found;
  }

  private static boolean breaksTheTree(JavaClass from, JavaClass to) {
    return isOurs(to)
        && !room(from).equals(room(to))
        && !MAY_USE.getOrDefault(room(from), Set.of()).contains(room(to));
  }

  private static boolean breaksADoor(JavaClass from, JavaClass to) {
    if (isOurs(to)) {
      return false;
    }
    String name = to.getName();
    for (Map.Entry<String, Set<String>> door : DOORS.entrySet()) {
      if (name.startsWith(door.getKey() + ".")) {
        return !door.getValue().contains(room(from));
      }
    }
    if (JDK_ONLY.contains(room(from))) {
      return !name.startsWith("java.") && !name.startsWith("org.jspecify.");
    }
    return EVERYWHERE.stream().noneMatch(name::startsWith);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals("drover") || type.getPackageName().startsWith("drover.");
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("drover") ? "" : name.substring("drover.".length());
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
  }
}
