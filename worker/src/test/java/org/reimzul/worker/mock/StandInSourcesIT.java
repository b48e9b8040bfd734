package org.reimzul.worker.mock;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract with a program that behaves as mock was measured to: source packages. */
@Execution(ExecutionMode.CONCURRENT)
class StandInSourcesIT extends SourceContract {
  StandInSourcesIT() {
    super(new StandIn());
  }
}
