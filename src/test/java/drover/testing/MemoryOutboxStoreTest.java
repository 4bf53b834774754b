package drover.testing;

import drover.outbox.OutboxStore;

class MemoryOutboxStoreTest extends OutboxStoreContract {
  @Override
  protected OutboxStore create() {
    return new MemoryOutboxStore();
  }
}
