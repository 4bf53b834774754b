package drover.monitor;

import drover.base.Transactor;
import drover.session.SessionGateway;

/** What the monitor works with: the server's calls and what it stores. */
public record MonitorPorts(
    SessionGateway gateway, BeliefStore store, StallPatience patience, Transactor transactor) {}
