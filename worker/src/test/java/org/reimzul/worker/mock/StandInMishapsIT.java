package org.reimzul.worker.mock;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract with a program that behaves as mock was measured to: what builds leave behind. */
@Execution(ExecutionMode.CONCURRENT)
class StandInMishapsIT extends MishapContract {
  StandInMishapsIT() {
    super(new StandIn());
  }
}
