package org.reimzul.worker.mock;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract with the real mock, as CONTRIBUTING.md says: what builds leave behind. */
@EnabledIfEnvironmentVariable(
    named = RealMock.PROGRAM,
    matches = ".+",
    disabledReason = RealMock.PROGRAM + " names no mock to try")
class RealMockMishapsIT extends MishapContract {
  RealMockMishapsIT() {
    super(new RealMock());
  }
}
