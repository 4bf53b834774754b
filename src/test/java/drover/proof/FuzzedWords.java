package drover.proof;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What people might type or press, from the sensible to the senseless. Commands that change roles
 * name nobody of the house: who gives an order must be somebody who may.
 */
final class FuzzedWords {
  private static final List<String> COMMANDS =
      List.of(
          "start",
          "help",
          "whoami",
          "agents",
          "agent",
          "logs",
          "metrics",
          "history",
          "missed",
          "kill",
          "killall",
          "respawn",
          "spawn",
          "subscribe",
          "subscriptions",
          "unsubscribe",
          "mute",
          "unmute",
          "settings",
          "digest",
          "zone",
          "health",
          "audit",
          "pair",
          "ack",
          "snooze",
          "falsealarm",
          "notices",
          "knock",
          "spawn-step",
          "users",
          "grant 4000001",
          "revoke 4000002",
          "cancel",
          "nonsense",
          "KILL",
          "kill@drover_bot",
          "kill@other_bot");

  private static final List<String> PARTS =
      List.of(
          "Builder",
          "builder-1",
          "id:",
          "id:x",
          "1",
          "0",
          "2",
          "999",
          "1000",
          "-1",
          "yes",
          "force",
          "now",
          "all",
          "--",
          "-- because",
          "|",
          "a | b | c",
          "name:*",
          "name:[",
          "status:stalled",
          "status:",
          "priority:high",
          "parent:1",
          "channel:x",
          "7d",
          "2h",
          "99999999999999h",
          "99999999999999999999999",
          "1.99999999999999999999k",
          "-5m",
          "morning",
          "until 08:00",
          "until 25:99",
          "09:00",
          "mon-fri",
          "every 4h",
          "every 1s",
          "*/15 * * * *",
          "61 * * * *",
          "0 9 31 2 *",
          "off",
          "Europe/Berlin",
          "Mars/Olympus",
          "everything",
          "problems",
          "debug",
          "page:2",
          "page:-9",
          "page:99999999999",
          "show:prompt",
          "as:file",
          "as:csv",
          "limit:double",
          "reset:on",
          "life:1#x",
          "life:",
          "reason:x",
          "@here",
          "@last",
          "@someone",
          "viewer",
          "operator",
          "admin",
          "\"",
          "\"open",
          "\\",
          "\\\"",
          "'",
          "\u202E",
          "\u0000",
          "\uD83E\uDD16",
          "\uD800",
          "\u00A0",
          "\n",
          "\t",
          "%s",
          "${x}",
          "<b>",
          "&lt;",
          "{}",
          "null",
          "0x10",
          "1e9",
          "NaN",
          "\u0665");

  private static final List<String> SENSIBLE =
      List.of(
          "/agents",
          "/agent Builder 1",
          "/kill Builder 1",
          "/kill Builder 2 -- why",
          "/killall all",
          "/respawn Builder 0",
          "/respawn Builder 3",
          "/spawn A | B | C",
          "/spawn",
          "/spawn Name",
          "-",
          "a task",
          "/logs Builder 1",
          "/history",
          "/settings",
          "/subscribe",
          "/subscriptions",
          "/mute 2h",
          "/digest 09:00",
          "/help",
          "/users",
          "/missed",
          "/zone Europe/Vienna");

  /** Half of it makes sense, the rest less and less. */
  String text(RandomGenerator random) {
    return switch (random.nextInt(14)) {
      case 0 -> anything(random, 60);
      case 1 -> words(random, 4);
      case 2 -> "/" + anything(random, 20);
      case 3 -> "/" + of(random, COMMANDS) + " " + of(random, PARTS).repeat(random.nextInt(900));
      case 4, 5, 6, 7 -> "/" + of(random, COMMANDS) + " " + words(random, 5);
      default -> of(random, SENSIBLE);
    };
  }

  /** Mostly a true token, sometimes a damaged one or none. */
  String token(RandomGenerator random, String token) {
    return switch (random.nextInt(10)) {
      case 0 -> anything(random, 80);
      case 1 -> token + anything(random, 3);
      case 2 -> token.substring(0, random.nextInt(token.length() + 1));
      case 3 -> of(random, COMMANDS) + " " + words(random, 3);
      default -> token;
    };
  }

  private static String words(RandomGenerator random, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(i -> of(random, PARTS))
        .collect(Collectors.joining(random.nextInt(6) == 0 ? "" : " "));
  }

  private static String anything(RandomGenerator random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }

  private static String of(RandomGenerator random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
