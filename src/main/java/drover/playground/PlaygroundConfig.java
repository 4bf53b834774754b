package drover.playground;

import java.nio.file.Path;

/**
 * How to play.
 *
 * @param port of the page; 0 takes a free one
 * @param directory where simulator, emulator and bot keep their state
 * @param fresh forget what is there first
 * @param speed how much faster than the clock the agents live
 */
public record PlaygroundConfig(int port, Path directory, boolean fresh, double speed) {}
