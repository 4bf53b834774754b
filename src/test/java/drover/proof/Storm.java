package drover.proof;

import drover.base.Loop;
import drover.emulator.Chat;
import drover.emulator.Message;
import drover.simulator.AgentSpec;
import drover.simulator.World;
import drover.story.House;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Agents that end in bursts, and an admin who kills, respawns and creates meanwhile, whether the
 * bot is there or not. Agents named W end by themselves, K are for killing, R failed and are for
 * respawns, C are to be created.
 *
 * <p>The loop's thread owns it until {@link #stop}; counts may be read by any.
 */
final class Storm {
  /** The task of those that were created. */
  static final String CREATED = "created in the storm";

  private static final Duration STEP = Duration.ofMillis(500);
  private static final int STEPS_BETWEEN_BURSTS = 16;
  private static final int STEPS_BETWEEN_ORDERS = 7;
  private static final Pattern ORDERED = Pattern.compile("\\b[KRC]\\d{6}\\b");

  /** What can be ordered. */
  enum Kind {
    KILL,
    RESPAWN,
    CREATE
  }

  private final House house;
  private final World world;
  private final RandomGenerator random;
  private final int burst;
  private final Loop loop = new Loop("storm", this::step);
  private final Deque<String> working = new ArrayDeque<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> pressed = new HashSet<>();
  private final Map<String, Integer> presses = new HashMap<>();
  private final List<String> ended = new ArrayList<>();
  private int steps;
  private int agents;

  /**
   * @param burst how many agents end at once
   */
  Storm(House house, RandomGenerator random, int burst) {
    this.house = house;
    this.world = house.server().world();
    this.random = random;
    this.burst = burst;
    for (int i = 0; i < burst; i++) {
      working.add(arrive('W'));
    }
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  /** Lets a burst of agents end now. */
  synchronized void burst() {
    for (int i = 0; i < burst; i++) {
      working.add(arrive('W'));
      end(working.removeFirst());
    }
  }

  /** Types an order of any kind; its button is pressed once it is there. */
  synchronized void order() {
    order(Kind.values()[random.nextInt(Kind.values().length)]);
  }

  /** Types an order. */
  synchronized void order(Kind kind) {
    String typed =
        switch (kind) {
          case KILL -> "/kill " + nameOf(arrive('K'));
          case RESPAWN -> "/respawn " + nameOf(failed());
          case CREATE -> "/spawn " + Books.name('C', ++agents) + " | " + CREATED + " | do it";
        };
    Message unused = house.admin().types(house.chat(), typed);
  }

  /** Presses every button that gives an order and stands there and was not pressed so far. */
  synchronized void press() {
    Chat chat = house.chat();
    for (Message message : chat.fromBot()) {
      for (String label : List.of("Yes, kill", "Respawn now", "Create")) {
        String place = message.id() + "/" + message.versions().size() + label;
        Matcher name = ORDERED.matcher(message.text());
        if (message.labels().contains(label) && name.find() && pressed.add(place)) {
          presses.merge(name.group(), 1, Integer::sum);
          var unused = house.admin().taps(message, label);
        }
      }
    }
  }

  /** Names of the agents that ended by themselves. */
  synchronized List<String> ended() {
    return List.copyOf(ended);
  }

  /** How often an order about each agent was confirmed. */
  synchronized Map<String, Integer> presses() {
    return Map.copyOf(presses);
  }

  synchronized String idOf(String name) {
    return ids.getOrDefault(name, "");
  }

  private synchronized Duration step() {
    steps++;
    if (steps % STEPS_BETWEEN_BURSTS == 0) {
      burst();
    }
    if (steps % STEPS_BETWEEN_ORDERS == 0) {
      order();
    }
    press();
    return STEP;
  }

  private String failed() {
    String id = arrive('R');
    world.fail(id, "no reason at all");
    return id;
  }

  private String nameOf(String id) {
    return world.find(id).orElseThrow().name();
  }

  private String arrive(char kind) {
    String name = Books.name(kind, ++agents);
    String id = world.arrive(AgentSpec.named(name));
    ids.put(name, id);
    return id;
  }

  private void end(String id) {
    String name = nameOf(id);
    if (random.nextInt(3) == 0) {
      world.fail(id, "out of luck");
    } else {
      world.complete(id);
    }
    ended.add(name);
  }
}
