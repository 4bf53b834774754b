package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An update that waits for its confirmation. */
record StoredUpdate(long id, String type, Instant at, ObjectNode body) {}
