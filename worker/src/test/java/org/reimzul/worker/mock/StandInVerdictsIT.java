package org.reimzul.worker.mock;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract with a program that behaves as mock was measured to: whose fault is what. */
@Execution(ExecutionMode.CONCURRENT)
class StandInVerdictsIT extends VerdictContract {
  StandInVerdictsIT() {
    super(new StandIn());
  }
}
