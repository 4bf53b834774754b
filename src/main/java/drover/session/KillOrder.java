package drover.session;

/**
 * @param reason told to the server; never blank
 */
public record KillOrder(String reason, boolean force) {}
