package org.reimzul.worker.mock;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract with the real mock, as CONTRIBUTING.md says: source packages. */
@EnabledIfEnvironmentVariable(
    named = RealMock.PROGRAM,
    matches = ".+",
    disabledReason = RealMock.PROGRAM + " names no mock to try")
class RealMockSourcesIT extends SourceContract {
  RealMockSourcesIT() {
    super(new RealMock());
  }
}
