package drover.monitor;

import drover.base.Transactor;
import drover.session.SessionGateway;

/** What the monitor works with: the server's calls, the beliefs' table, and the last resort. */
public record MonitorPorts(
    SessionGateway gateway, BeliefStore store, Transactor transactor, FallbackNotice fallback) {}
