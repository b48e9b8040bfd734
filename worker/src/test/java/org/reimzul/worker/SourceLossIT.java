package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;

/** Requests to build from git whose servers fail, or that somebody calls off. */
@Execution(ExecutionMode.CONCURRENT)
class SourceLossIT {
  private static final TubeName ELSEWHERE = TubeName.of("aarch64");

  @TempDir Path dir;
  private TestFarm farm;
  private Path git;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    git = Files.createDirectories(dir.resolve("git"));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private boolean working() throws Exception {
    try (Stream<Path> entries = Files.list(farm.work().resolve("1"))) {
      return entries.anyMatch(path -> Files.isDirectory(path.resolve("git")));
    }
  }

  @Test
  void a_git_server_that_is_away_is_waited_for() throws Exception {
    try (GitHost before = GitHost.start(git)) {
      before.commit("tiny", "c9", Tiny.files("tiny", "one"));
    }
    int port = FreePort.next();
    String ini = GitHost.ini("http://127.0.0.1:" + port);
    try (RunningWorker any = farm.runWorker("builder = rpmbuild\n" + ini)) {
      assertThat(any).isNotNull();
      SourceRequest request = Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value());
      farm.put(request);
      Await.until(TestFarm.SOON, "the worker to try", this::working);

      try (GitHost host = GitHost.start(git, port)) {
        assertThat(host.url()).endsWith(":" + port);
        assertThat(BuildJob.decode(farm.take(ELSEWHERE)).buildId()).isEqualTo(request.buildId());
        farm.awaitSettled();
      }
    }
  }

  @Test
  void what_waiting_does_not_mend_is_held_for_a_person_as_the_request_that_it_is()
      throws Exception {
    String ini = "[scm]\nrepository_url = git://127.0.0.1:1/{pkg}\n[retry]\nattempts = 1\n";
    try (RunningWorker any = farm.runWorker("builder = rpmbuild\n" + ini)) {
      assertThat(any).isNotNull();
      SourceRequest request = Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value());
      farm.put(request);

      FarmEvent held = farm.takeEvent(EventKind.HELD);

      assertThat(held.build()).isEqualTo(request.buildId());
      assertThat(held.reason().orElseThrow()).contains("transport 'git' not allowed");
      SourceRequest there = SourceRequest.decode(farm.take(Tubes.HELD));
      assertThat(there).isEqualTo(request.withTries(there.tries()));
      assertThat(there.tries().count()).isEqualTo(1);
    }
  }

  @Test
  void a_request_is_called_off_while_its_package_is_made() throws Exception {
    try (GitHost host = GitHost.start(git);
        RunningWorker any = farm.runWorker("builder = rpmbuild\n" + host.ini())) {
      assertThat(any).isNotNull();
      var watched = new Watched(farm, dir);
      String hangs = Tiny.spec("tiny") + "%%(echo $PPID >>%s/started; sleep 300)\n".formatted(dir);
      host.commit("tiny", "c9", Map.of("tiny.spec", hangs, "tiny.txt", ""));
      SourceRequest request = Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value());
      farm.put(request);
      watched.awaitStarted(1);

      watched.cancel(request.requireBuildId());

      BuildEnd end = ((BstoreRequest.End) BstoreRequest.decode(farm.take(Tubes.BSTORE))).end();
      assertThat(end.state()).isEqualTo(EndState.CANCELED);
      assertThat(end.build()).isEqualTo(request.requireBuildId());
      farm.awaitSettled();
      assertThat(watched.anyRuns()).isFalse();
      assertThat(farm.jobs(ELSEWHERE)).isZero();
    }
  }

  @Test
  void a_request_for_no_arch_or_without_its_id_is_refused() throws Exception {
    SourceRequest request = Requests.of("tiny", "c9", "HEAD", "sparc");
    farm.put(request);
    try (RunningWorker any = farm.runWorker("builder = rpmbuild")) {
      assertThat(any).isNotNull();
      assertThat(rejected()).startsWith("unknown arch");
      var noId = Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value()).toJson();
      noId.remove("build_id");
      farm.put(SourceRequest.decode(noId));
      assertThat(rejected()).contains("no build_id");
    }
  }

  private String rejected() throws Exception {
    return farm.takeEvent(EventKind.REJECTED).reason().orElseThrow();
  }

  @Test
  void a_worker_that_is_not_to_make_source_packages_leaves_them_alone() throws Exception {
    try (RunningWorker any = farm.runWorker("builder = rpmbuild\nsources = no")) {
      assertThat(any).isNotNull();
      farm.takeEvent(EventKind.WORKER);
      try (var client = farm.connect()) {
        assertThat(client.statsTube(Tubes.SOURCE).map(stats -> stats.currentWatching()))
            .isIn(Optional.empty(), Optional.of(0L));
      }
    }
  }

  @Test
  void nothing_of_a_try_is_left_behind() throws Exception {
    try (GitHost host = GitHost.start(git);
        RunningWorker any = farm.runWorker("builder = rpmbuild\n" + host.ini())) {
      assertThat(any).isNotNull();
      host.commit("tiny", "c9", Tiny.files("tiny", "one"));
      farm.put(Requests.of("tiny", "c9", "HEAD", ELSEWHERE.value()));
      farm.take(ELSEWHERE);
      farm.awaitSettled();
    }
    try (Stream<Path> entries = Files.list(farm.work().resolve("1"))) {
      List<String> names = entries.map(path -> path.getFileName().toString()).sorted().toList();
      assertThat(names).containsExactly("journal", "lock");
    }
  }
}
