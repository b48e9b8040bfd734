package org.reimzul.worker.mock;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract with a program that behaves as mock was measured to: what it is told. */
@Execution(ExecutionMode.CONCURRENT)
class StandInConfigsIT extends ConfigContract {
  StandInConfigsIT() {
    super(new StandIn());
  }
}
