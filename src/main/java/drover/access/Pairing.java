package drover.access;

import drover.access.Roles.Change;
import drover.chat.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first admin: whoever brings the code that the bot has shown at its start to those who
 * can read its log. The code works once and for 15 minutes, is kept only as a digest, in memory,
 * and is another at each start. Any thread.
 */
public final class Pairing {
  private static final Logger log = LoggerFactory.getLogger(Pairing.class);

  /** For how long the code works. */
  public static final Duration OPEN = Duration.ofMinutes(15);

  static final int MOST_TRIES = 5;
  static final int MOST_PEOPLE = 1_000;

  /** Without what is easily taken for something else; 32 signs, five bits each. */
  private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int LENGTH = 12;
  private static final int PART = 4;

  private final Roles roles;
  private final RandomGenerator random;
  private final Clock clock;
  private final Map<UserId, Integer> wrong =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<UserId, Integer> eldest) {
          return size() > MOST_PEOPLE;
        }
      };
  private volatile byte @Nullable [] digest;
  private Instant until = Instant.MIN;

  /**
   * @param random makes codes that nobody can guess
   */
  public Pairing(Roles roles, RandomGenerator random, Clock clock) {
    this.roles = roles;
    this.random = random;
    this.clock = clock;
  }

  /** What became of a try. */
  public enum Outcome {
    PAIRED,
    /** Not the code. */
    WRONG,
    /** Not the code, too often: that person tries in vain from now on. */
    LOCKED,
    /** The code, but too late. */
    EXPIRED,
    /** Not the code, of somebody locked or after its time: not worth a word. */
    IGNORED,
    /** There is an admin. */
    OVER
  }

  /** Begins, when there is no admin; returns the code to show, this once. */
  public synchronized Optional<String> open() {
    if (roles.hasAdmin()) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(i > 0 && i % PART == 0 ? "-" : "");
      code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    digest = digest(code.toString());
    until = clock.instant().plus(OPEN);
    return Optional.of(code.toString());
  }

  /** Whether a code was shown and nobody has used it. From memory. */
  public boolean isPending() {
    return digest != null;
  }

  /**
   * One try.
   *
   * @param typed as typed; case, hyphens and spaces do not count
   * @param record writes the new role down, in the same transaction
   */
  public synchronized Outcome tryCode(
      UserId who, String name, String typed, Consumer<Change> record) {
    byte[] wanted = digest;
    if (wanted == null) {
      return Outcome.OVER;
    }
    boolean right = MessageDigest.isEqual(wanted, digest(typed));
    boolean late = !clock.instant().isBefore(until);
    int tries = wrong.getOrDefault(who, 0);
    if (tries >= MOST_TRIES) {
      return Outcome.IGNORED;
    }
    if (late) {
      return right ? Outcome.EXPIRED : Outcome.IGNORED;
    }
    if (!right) {
      wrong.put(who, tries + 1);
      log.warn("User {} has typed a wrong pairing code, {} of {}", who, tries + 1, MOST_TRIES);
      return tries + 1 < MOST_TRIES ? Outcome.WRONG : Outcome.LOCKED;
    }
    Grant how = new Grant(Grant.How.PAIRED, who, name, clock.instant());
    boolean paired = roles.pair(who, how, record);
    digest = null;
    wrong.clear();
    return paired ? Outcome.PAIRED : Outcome.OVER;
  }

  private static byte[] digest(String code) {
    String plain = code.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
    try {
      return MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
