package drover.proof;

import drover.base.Loop;
import drover.emulator.Faults;
import drover.simulator.Fault;
import drover.simulator.FaultDial;
import drover.story.House;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Turns the dials of both servers at random, within what a bad day brings. */
final class Weather {
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final List<String> CALLS = List.of("sendMessage", "editMessageText", "getUpdates");

  private final House house;
  private final RandomGenerator random;
  private final Loop loop = new Loop("weather", this::step);

  Weather(House house, RandomGenerator random) {
    this.house = house;
    this.random = random;
  }

  void start() {
    loop.start();
  }

  /** All is well from now on. */
  void stop() {
    loop.stop();
    house.server().up();
    house.server().faults().clear();
    house.server().releaseHanging();
    house.telegram().faults().clear();
  }

  private Duration step() {
    FaultDial server = house.server().faults();
    server.set(Fault.EVENT_LOST, random.nextDouble() * 0.05);
    server.set(Fault.EVENT_DUPLICATED, random.nextDouble() * 0.1);
    server.set(Fault.EVENT_REORDERED, random.nextDouble() * 0.1);
    server.set(Fault.EVENT_DELAYED, random.nextDouble() * 0.05);
    server.set(Fault.EVENT_DELAY, Duration.ofMillis(random.nextInt(1500)));
    server.set(Fault.EVENT_MALFORMED, random.nextDouble() * 0.02);
    server.set(Fault.EVENT_UNKNOWN, random.nextDouble() * 0.02);
    server.set(Fault.LATENCY_MAX, Duration.ofMillis(random.nextInt(200)));
    server.set(Fault.ERROR, random.nextDouble() * 0.2);
    server.set(Fault.GARBAGE, random.nextDouble() * 0.1);
    server.set(Fault.CUT, random.nextDouble() * 0.1);
    server.set(Fault.CUT_IN_BODY, random.nextDouble() * 0.1);
    server.set(Fault.RATE_LIMITED, random.nextDouble() * 0.05);
    switch (random.nextInt(12)) {
      case 0 -> house.server().cutStream();
      case 1 -> house.server().downFor(Duration.ofMillis(random.nextInt(5000)));
      default -> house.server().releaseHanging();
    }
    Faults telegram = house.telegram().faults();
    telegram.release();
    telegram.latency(Duration.ZERO, Duration.ofMillis(random.nextInt(100) + 1));
    String call = CALLS.get(random.nextInt(CALLS.size()));
    switch (random.nextInt(10)) {
      case 0 -> telegram.next(2, call, 500, "Internal Server Error");
      case 1 -> telegram.next(2, call, drover.emulator.Fault.Kind.BAD_GATEWAY);
      case 2 -> telegram.next(1, call, drover.emulator.Fault.Kind.CUT_BEFORE);
      case 3 -> telegram.next(1, call, drover.emulator.Fault.Kind.CUT_AFTER);
      case 4 -> telegram.next(1, call, drover.emulator.Fault.Kind.EMPTY);
      case 5 -> telegram.next(1, call, drover.emulator.Fault.Kind.HANG);
      case 6 -> telegram.next(1, call, drover.emulator.Fault.tooManyRequests(2));
      case 7 -> telegram.pollConflict(1);
      default -> telegram.latency(Duration.ZERO, Duration.ofMillis(1));
    }
    return STEP;
  }
}
