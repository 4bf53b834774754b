package drover.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends every event to every open stream, through the faults of the dial. Any thread. */
final class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final Duration HELD_AT_MOST = Duration.ofSeconds(1);
  private static final Duration FLOOD_PATIENCE = Duration.ofSeconds(10);
  private static final int LATE_KEPT = 10_000;
  private static final String UNKNOWN_EVENT =
      "{\"type\":\"session_daydream\",\"data\":{\"sessionId\":null,\"about\":[1,{\"a\":\"sheep\"}]}}";

  private record Late(String frame, Instant due) {}

  private final Map<Session, StreamClient> clients = new ConcurrentHashMap<>();
  private final FaultDial faults;
  private final Counters counters;
  private final Clock clock;
  private final ArrayDeque<Late> late = new ArrayDeque<>();
  private @Nullable Late held;

  EventStream(FaultDial faults, Counters counters, Clock clock) {
    this.faults = faults;
    this.counters = counters;
    this.clock = clock;
  }

  void opened(Session session) {
    clients.put(session, new StreamClient(session));
  }

  void closed(Session session) {
    clients.remove(session);
  }

  int clients() {
    return clients.size();
  }

  void cutAll() {
    for (StreamClient client : clients.values()) {
      if (!client.cut()) {
        log.debug("A stream was gone before it could be cut");
      }
    }
    clients.clear();
  }

  void publish(WorldEvent event) {
    ObjectNode data = new Wire(faults.skew()).data(event);
    ObjectNode shown = faults.isOn(Fault.ALIASES) ? Disguise.of(data) : data;
    publish(text(Wire.frame(event.type(), shown)));
  }

  /** Sends what was held back long enough. */
  synchronized void flush() {
    Instant now = clock.instant();
    for (Iterator<Late> all = late.iterator(); all.hasNext(); ) {
      Late next = all.next();
      if (!next.due().isAfter(now)) {
        all.remove();
        broadcast(next.frame());
      }
    }
    if (held != null && !held.due().isAfter(now)) {
      release();
    }
  }

  /** Sends a frame as it is, whatever the dial says. */
  void broadcast(String frame) {
    for (StreamClient client : clients.values()) {
      send(client, frame);
    }
  }

  /**
   * Sends so many updates about this agent, as fast as the slowest reader takes them, and returns
   * when the last is handed over. The agent itself does not change.
   */
  void flood(AgentView agent, int count) {
    Wire wire = new Wire(faults.skew());
    ObjectNode data = wire.data(new WorldEvent(WorldEvent.Type.UPDATE, agent, clock.instant()));
    String text = text(Wire.frame(WorldEvent.Type.UPDATE, data));
    String marker = "\"tokensUsed\":";
    int from = text.indexOf(marker) + marker.length();
    int to = text.indexOf(',', from);
    String before = text.substring(0, from);
    String after = text.substring(to);
    for (int i = 0; i < count; i++) {
      String frame = before + (agent.tokensUsed() + i) + after;
      for (StreamClient client : clients.values()) {
        if (awaitRoom(client)) {
          send(client, frame);
        } else {
          cutSlow(client);
        }
      }
    }
  }

  private synchronized void publish(String frame) {
    if (faults.strikes(Fault.EVENT_LOST)) {
      return;
    }
    deliver(frame);
    if (faults.strikes(Fault.EVENT_DUPLICATED)) {
      deliver(frame);
    }
    if (faults.strikes(Fault.EVENT_UNKNOWN)) {
      broadcast(UNKNOWN_EVENT);
    }
  }

  private void deliver(String frame) {
    Instant now = clock.instant();
    if (faults.strikes(Fault.EVENT_DELAYED) && late.size() < LATE_KEPT) {
      late.addLast(new Late(frame, now.plusMillis((long) faults.get(Fault.EVENT_DELAY))));
    } else if (faults.strikes(Fault.EVENT_MALFORMED)) {
      broadcast(frame.substring(0, frame.length() * 2 / 3));
    } else if (held == null && faults.strikes(Fault.EVENT_REORDERED)) {
      held = new Late(frame, now.plus(HELD_AT_MOST));
    } else {
      broadcast(frame);
      release();
    }
  }

  private void release() {
    Late kept = held;
    held = null;
    if (kept != null) {
      broadcast(kept.frame());
    }
  }

  private void send(StreamClient client, String frame) {
    if (client.send(frame)) {
      counters.eventSent();
    } else {
      cutSlow(client);
    }
  }

  private void cutSlow(StreamClient client) {
    if (client.cut()) {
      counters.slowClientCut();
      log.warn("A stream's reader was too slow and is cut off");
    }
    if (clients.values().remove(client)) {
      log.debug("{} streams are left", clients.size());
    }
  }

  /** Waits while a reader is behind; false when it stays so. */
  private static boolean awaitRoom(StreamClient client) {
    long nanos = FLOOD_PATIENCE.toNanos();
    long pause = 200_000;
    while (client.isBehind() && nanos > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(pause);
      nanos -= pause;
    }
    return !client.isBehind();
  }

  private static String text(ObjectNode frame) {
    return new String(Json.bytes(frame), StandardCharsets.UTF_8);
  }
}
