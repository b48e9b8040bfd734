package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** A worker that is killed while it makes a source package, and a branch that moves meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class SourceCrashIT {
  private static final TubeName ELSEWHERE = TubeName.of("aarch64");

  @TempDir Path dir;
  private TestFarm farm;
  private GitHost host;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    host = GitHost.start(Files.createDirectories(dir.resolve("git")));
  }

  @AfterEach
  void stop() {
    farm.close();
    host.close();
  }

  private String worker() {
    return "builder = rpmbuild\ngrace = 2s\n" + host.ini() + "[retry]\nattempts = 20\n";
  }

  private void killAt(String point) throws Exception {
    Path points = dir.resolve("points");
    Files.createDirectories(points.resolve("arm"));
    Files.createFile(points.resolve("arm").resolve(point));
    Map<String, String> armed = Map.of("JAVA_TOOL_OPTIONS", "-Dreimzul.crash_points=" + points);
    ServerProcess first = farm.startWorker(worker(), armed);
    Await.until(TestFarm.SOON, "the crash at " + point, () -> !first.isAlive());
    assertThat(points.resolve("visited")).content().contains(point);
  }

  /** Each of these is the death of another worker, one after the other. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker.source.laid_down queue.replace.put worker.source.settled"
            + " worker.source.preparing worker.source.checked_out"
            + " worker.source.completed worker.source.works",
        "worker.source.made worker.source.sent worker.source.sent_flat worker.source.noted"
            + " worker.source.queued worker.source.queued_told",
        "worker.source.done",
        "worker.source.ended"
      })
  void queues_one_build_of_the_commit_that_it_settled_on(String points) throws Exception {
    String first = host.commit("tiny", "c9", Tiny.files("tiny", "one"));
    SourceRequest request = Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value());
    farm.put(request);
    for (String point : List.of(points.split(" ", -1))) {
      killAt(point);
      host.commit("tiny", "c9", Tiny.files("tiny", point));
    }

    farm.succeed(worker());

    BuildJob job = BuildJob.decode(farm.take(ELSEWHERE));
    farm.awaitSettled();
    assertThat(job.buildId()).isEqualTo(request.buildId());
    assertThat(job.extra().get("source").path("commit").asText()).isEqualTo(first);
    assertThat(sha256(farm.incoming().resolve(job.requireBuildId() + "/" + job.srpm())))
        .isEqualTo(job.srpmSha256().orElseThrow());
    while (farm.jobs(ELSEWHERE) > 0) { // queued twice, it is the same to the letter
      assertThat(BuildJob.decode(farm.take(ELSEWHERE))).isEqualTo(job);
    }
  }

  @Test
  void before_it_has_settled_on_a_commit_the_branch_may_move() throws Exception {
    host.commit("tiny", "c9", Tiny.files("tiny", "one"));
    farm.put(Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value()));
    killAt("worker.source.resolved");
    String second = host.commit("tiny", "c9", Tiny.files("tiny", "two"));

    farm.succeed(worker());

    BuildJob job = BuildJob.decode(farm.take(ELSEWHERE));
    assertThat(job.extra().get("source").path("commit").asText()).isEqualTo(second);
    farm.awaitSettled();
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  @Test
  void ends_a_request_that_no_package_comes_of() throws Exception {
    host.commit("tiny", "main", Tiny.files("tiny", "one")); // tells no disttag
    farm.put(Requests.of("tiny", "main", "HEAD", ELSEWHERE.value()));
    killAt("worker.source.told");
    killAt("worker.handover.journaled");

    farm.succeed(worker());

    assertThat(BuildEvent.decode(farm.take(Tubes.CREATEREPO)).status()).isEqualTo(Status.FAILED);
    farm.awaitSettled();
    assertThat(new Watched(farm, dir).completeUploads()).isEqualTo(1);
    assertThat(farm.jobs(ELSEWHERE)).isZero();
  }
}
