package drover.monitor;

import drover.base.Transactor;
import drover.session.SessionGateway;

/** What the monitor works with: the server's calls and the beliefs' table. */
public record MonitorPorts(SessionGateway gateway, BeliefStore store, Transactor transactor) {}
