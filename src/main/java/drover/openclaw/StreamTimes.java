package drover.openclaw;

import drover.base.Backoff;
import java.time.Duration;

/**
 * The patience of the event stream.
 *
 * @param backoff between connections
 * @param ping how often to ask whether the other side lives; two pongs missed end the connection
 * @param silence without pings, so long without data ends it
 * @param settled a connection that stood so long counts as good
 * @param room how long a frame waits for the listener before the connection is given up
 */
record StreamTimes(
    Backoff backoff, Duration ping, Duration silence, Duration settled, Duration room) {
  static final StreamTimes USUAL =
      new StreamTimes(
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
          Duration.ofSeconds(20),
          Duration.ofSeconds(90),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));
}
