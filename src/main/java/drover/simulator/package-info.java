/**
 * A simulated OpenClaw server: the whole sessions API over HTTP and WebSocket, strict, with agents
 * that live and faults on a dial. It shares no type with the client that is tried against it.
 *
 * <p>Begin with {@link drover.simulator.SimulatedServer}; {@link drover.simulator.World} holds the
 * agents, {@link drover.simulator.FaultDial} the faults.
 */
@NullMarked
package drover.simulator;

import org.jspecify.annotations.NullMarked;
