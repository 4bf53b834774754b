package drover.playground;

import drover.simulator.World;

/** What a person can make happen to an agent. The names are the page's. */
enum AgentAction {
  STALL {
    @Override
    void happen(World world, String id) {
      world.stall(id);
    }
  },
  RECOVER {
    @Override
    void happen(World world, String id) {
      world.recover(id);
    }
  },
  COMPLETE {
    @Override
    void happen(World world, String id) {
      world.complete(id);
    }
  },
  FAIL {
    @Override
    void happen(World world, String id) {
      world.fail(id, "Tool call failed: the build did not finish within 600 s");
    }
  },
  BURN {
    @Override
    void happen(World world, String id) {
      world.burnTokens(id, 0.25);
    }
  },
  STUBBORN {
    @Override
    void happen(World world, String id) {
      world.makeStubborn(id, true);
    }
  };

  abstract void happen(World world, String id);
}
