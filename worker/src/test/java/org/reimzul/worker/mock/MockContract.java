package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.PackageFailure;

/** What the worker expects of mock; holds for the stand-in and for the real one. */
abstract class MockContract {
  @TempDir Path dir;
  MockLab lab;
  private final TestMock mock;

  MockContract(TestMock mock) {
    this.mock = mock;
  }

  @BeforeEach
  void prepare() throws IOException {
    lab = new MockLab(dir, mock);
  }

  /** Does something once while rpmbuild works on {@code endless}. */
  static Heartbeat onceEndlessRuns(BuildRequest request, Step step) {
    var done = new AtomicBoolean();
    Path log = request.result().resolve("build.log");
    return () -> {
      if (!done.get() && Files.exists(log) && Files.readString(log).contains("second 2")) {
        done.set(true);
        try {
          step.run();
        } catch (PackageFailure e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  /** Ends the build that it interrupts. */
  static Heartbeat failOnceEndlessRuns(BuildRequest request) {
    return onceEndlessRuns(
        request,
        () -> {
          throw new IOException("called off");
        });
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException, PackageFailure;
  }
}
