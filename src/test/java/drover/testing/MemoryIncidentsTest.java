package drover.testing;

import drover.incident.IncidentStore;

class MemoryIncidentsTest extends IncidentStoreContract {
  @Override
  protected IncidentStore create() {
    return new MemoryIncidents();
  }
}
