package org.reimzul.worker.mock;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract with the real mock, as CONTRIBUTING.md says: what it is told. */
@EnabledIfEnvironmentVariable(
    named = RealMock.PROGRAM,
    matches = ".+",
    disabledReason = RealMock.PROGRAM + " names no mock to try")
class RealMockConfigsIT extends ConfigContract {
  RealMockConfigsIT() {
    super(new RealMock());
  }
}
