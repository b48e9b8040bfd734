package org.reimzul.worker.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.testkit.Await;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.InfrastructureException;

/** What is left behind by builds that come to no end, and by builds beside each other. */
abstract class MishapContract extends MockContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  MishapContract(TestMock mock) {
    super(mock);
  }

  private void assertNothingIsLeft() {
    Await.until(SOON, "the orphan's end", () -> !Mocks.anyWith(dir.resolve("orphan").toString()));
  }

  @Test
  void a_build_that_is_called_off_in_rpmbuild_leaves_nothing_and_its_root_serves_the_next()
      throws Exception {
    BuildRequest request = lab.request("endless");
    MockBuilder builder = lab.builder("1");

    assertThatThrownBy(() -> builder.build(request, failOnceEndlessRuns(request)))
        .hasMessage("called off");
    assertThat(builder.leftOvers(request.attempt())).isTrue();
    builder.recover(request.attempt(), Heartbeat.NONE);

    assertNothingIsLeft();
    assertThat(lab.build("tiny")).isDirectoryContaining("glob:**/*.noarch.rpm");
  }

  @Test
  void the_orphans_of_a_killed_mock_are_ended_before_the_next_build() throws Exception {
    BuildRequest request = lab.request("endless");
    MockBuilder builder = lab.builder("1");
    Heartbeat kill = onceEndlessRuns(request, () -> Mocks.running(request).destroyForcibly());

    assertThatThrownBy(() -> builder.build(request, kill))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("mock was killed");
    builder.recover(request.attempt(), Heartbeat.NONE);

    assertNothingIsLeft();
    assertThat(lab.build("tiny")).isDirectoryContaining("glob:**/*.noarch.rpm");
  }

  @Test
  void half_a_root_cache_is_thrown_away_so_that_the_next_try_works() throws Exception {
    lab.build("tiny");
    Path cache = lab.rootCache();
    assumeTrue(Files.isWritable(cache), "only root can break the root cache of a real mock");
    try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(cache) / 2);
    }

    assertThatThrownBy(() -> lab.build("tiny"))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageContaining("mock cannot unpack its root cache: ")
        .hasMessageContaining("/bin/tar");

    Path result = lab.build("tiny");
    assertThat(result).isDirectoryContaining("glob:**/*.noarch.rpm");
    assertThat(result.resolve("state.log")).content().contains("Finish: creating root cache");
  }

  @Test
  void two_workers_of_a_host_build_for_one_target_at_once_from_one_root_cache() throws Exception {
    BuildRequest first = lab.request("endless");
    BuildRequest second = lab.request("tiny");
    var done = new AtomicReference<Path>();
    Heartbeat another =
        onceEndlessRuns(
            first,
            () -> {
              lab.builder("2").build(second, Heartbeat.NONE);
              done.set(second.result());
              throw new IOException("called off");
            });

    assertThatThrownBy(() -> lab.builder("1").build(first, another)).hasMessage("called off");
    lab.builder("1").recover(first.attempt(), Heartbeat.NONE);

    assertThat(done.get()).isDirectoryContaining("glob:**/*.noarch.rpm");
    assertThat(done.get().resolve("state.log"))
        .content()
        .contains("unpacking root cache")
        .doesNotContain("creating root cache");
  }
}
