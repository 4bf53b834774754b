package drover.playground;

import drover.simulator.Fault;
import drover.simulator.SimulatedServer;
import org.jspecify.annotations.Nullable;

/** The sliders of the panel: what a person is likely to try, not every fault there is. */
enum Knob {
  SPEED("Pace of the agents", null, 0, 60, 1, "×", 1),
  LATENCY("Slow answers", Fault.LATENCY_MAX, 0, 5_000, 100, " ms", 1),
  ERRORS("Answers with 500", Fault.ERROR, 0, 100, 5, " %", 100),
  LIMITED("Answers with 429", Fault.RATE_LIMITED, 0, 100, 5, " %", 100),
  GARBAGE("Answers with garbage", Fault.GARBAGE, 0, 100, 5, " %", 100),
  CUT("Connections cut", Fault.CUT, 0, 100, 5, " %", 100),
  LOST("Events lost", Fault.EVENT_LOST, 0, 100, 5, " %", 100),
  DOUBLED("Events doubled", Fault.EVENT_DUPLICATED, 0, 100, 5, " %", 100);

  private final String label;
  private final @Nullable Fault fault;
  private final int least;
  private final int most;
  private final int step;
  private final String unit;
  private final int scale;

  /**
   * @param fault null: the world's speed
   * @param scale what the slider's number is divided by
   */
  Knob(String label, @Nullable Fault fault, int least, int most, int step, String unit, int scale) {
    this.label = label;
    this.fault = fault;
    this.least = least;
    this.most = most;
    this.step = step;
    this.unit = unit;
    this.scale = scale;
  }

  String label() {
    return label;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  int step() {
    return step;
  }

  String unit() {
    return unit;
  }

  double read(SimulatedServer server) {
    return fault == null ? server.world().speed() : Math.round(server.faults().get(fault) * scale);
  }

  void turn(SimulatedServer server, double value) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(label + " goes from " + least + " to " + most);
    }
    if (fault == null) {
      server.world().setSpeed(value);
    } else {
      server.faults().set(fault, value / scale);
    }
  }
}
