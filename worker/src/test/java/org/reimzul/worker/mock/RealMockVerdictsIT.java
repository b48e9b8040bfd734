package org.reimzul.worker.mock;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract with the real mock, as CONTRIBUTING.md says: whose fault is what. */
@EnabledIfEnvironmentVariable(
    named = RealMock.PROGRAM,
    matches = ".+",
    disabledReason = RealMock.PROGRAM + " names no mock to try")
class RealMockVerdictsIT extends VerdictContract {
  RealMockVerdictsIT() {
    super(new RealMock());
  }
}
