package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.ServerStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

/** A queue that is away, full, draining, or goes away midway. */
class QueueFailureIT {
  private static final String TINY = "tiny-1.0-1.el7_4.src.rpm";

  @TempDir static Path packages;
  private static Path tiny;

  @TempDir Path dir;
  private TestFarm farm;

  @BeforeAll
  static void makePackage() throws Exception {
    tiny = TinyPackages.source(packages, "tiny", "");
  }

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  private Ran submitTwo() {
    return farm.submit("-s", tiny.toString(), "-a", "i386,noarch", "-t", "c7", "-d", ".el7");
  }

  @Test
  void places_nothing_when_the_queue_is_away() throws Exception {
    farm.server().process().kill();

    Ran ran = submitTwo();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("reimzul-submit: beanstalkd at 127.0.0.1:" + farm.server().port())
        .endsWith("; nothing was queued\n")
        .hasLineCount(1);
    assertThat(farm.incomingFiles()).isEmpty();
  }

  @Test
  void queues_nothing_while_the_queue_drains() throws Exception {
    farm.server().process().signal("USR1");
    Await.until(Duration.ofSeconds(5), "the queue to drain", () -> stats().draining());

    Ran ran = submitTwo();

    assertThat(ran.err()).endsWith(" takes no jobs, it drains; nothing was queued\n");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
    assertThat(farm.incomingFiles()).isEmpty();
  }

  private ServerStats stats() throws Exception {
    try (var queue = farm.connect()) {
      return queue.stats();
    }
  }

  @Test
  void queues_nothing_that_is_too_big_for_the_queue() throws Exception {
    int port = FreePort.next();
    String beanstalkd = Programs.require("beanstalkd").toString();
    List<String> argv =
        List.of(beanstalkd, "-l", "127.0.0.1", "-p", Integer.toString(port), "-z", "400");
    try (var small = ServerProcess.start("beanstalkd", dir.resolve("log"), Map.of(), argv)) {
      small.awaitPort(port);
      farm.configure("beanstalk://127.0.0.1:" + port, "http://127.0.0.1:1/", "");

      Ran ran = submitTwo();

      assertThat(ran.err())
          .contains("takes jobs of at most 400 bytes and " + TINY + " (i386) needs ")
          .endsWith("; nothing was queued\n");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(farm.incomingFiles()).isEmpty();
    }
  }

  @Test
  void gives_up_on_a_queue_that_is_stopped() {
    farm.server().process().signal("STOP");

    assertThatThrownBy(() -> submission(Duration.ofMillis(300)).submit(two(), b -> {}, w -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("; nothing was queued");
    farm.server().process().signal("CONT");
  }

  @Test
  void tells_which_builds_are_queued_when_the_queue_goes_away_midway() {
    List<QueuedBuild> queued = new ArrayList<>();
    List<BuildRequest> builds = builds("x86_64", "i386", "noarch");

    Throwable thrown =
        catchThrowable(
            () ->
                submission(Duration.ofSeconds(5))
                    .submit(
                        builds,
                        build -> {
                          queued.add(build);
                          farm.server().process().kill();
                        },
                        warning -> {}));

    assertThat(queued).hasSize(1);
    assertThat(thrown)
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "; queued: %1$s (x86_64)"
                + "; not acknowledged, may be built all the same: %1$s (i386)"
                + "; not queued: %1$s (noarch)",
            TINY);
  }

  @Test
  void says_not_queued_of_a_build_that_the_queue_clearly_refused() throws Exception {
    var seen = new ArrayList<QueuedBuild>();

    Throwable thrown =
        catchThrowable(
            () ->
                submission(Duration.ofSeconds(5))
                    .submit(
                        two(),
                        build -> {
                          seen.add(build);
                          farm.server().process().signal("USR1");
                          Await.until(Duration.ofSeconds(5), "the drain", () -> stats().draining());
                        },
                        warning -> {}));

    assertThat(thrown)
        .hasMessageEndingWith("; queued: %1$s (i386); not queued: %1$s (noarch)", TINY);
    assertThat(farm.take("i386")).hasSize(1);
    assertThat(farm.take("noarch")).isEmpty();
    assertThat(farm.takeEvents())
        .extracting(event -> event.build())
        .containsOnly(seen.get(0).request().job().buildId());
  }

  @Test
  void leaves_no_part_behind_and_queues_nothing_when_a_package_cannot_be_placed() throws Exception {
    Path other = TinyPackages.source(dir, "tiny", "_at_all");
    var changed = new Source(TINY, Optional.of(Incoming.sha256(tiny)), Optional.of(other));

    assertThatThrownBy(
            () ->
                submission(Duration.ofSeconds(5))
                    .submit(List.of(build("i386", changed)), b -> {}, w -> {}))
        .hasMessageContaining(" changed while it was read");
    assertThat(farm.incomingFiles()).isEmpty();
    assertThat(farm.everPut()).isZero();
  }

  @Test
  void never_replaces_a_package_that_appeared_after_the_check() throws Exception {
    Path other = TinyPackages.source(dir, "tiny", "_at_all");
    var late = new Source(TINY, Optional.of(Incoming.sha256(tiny)), Optional.of(tiny));
    Files.copy(other, farm.incoming().resolve(TINY));

    assertThatThrownBy(
            () ->
                submission(Duration.ofSeconds(5))
                    .submit(List.of(build("i386", late)), b -> {}, w -> {}))
        .hasMessageContaining("with other content is already in");
    assertThat(farm.incomingFiles()).containsExactly(TINY);
    assertThat(farm.incoming().resolve(TINY)).hasSameBinaryContentAs(other);
    assertThat(farm.everPut()).isZero();
  }

  private Submission submission(Duration patience) {
    var options = ClientOptions.builder().readTimeout(patience).build();
    var queue = new QueueConfig(Endpoint.parse(farm.server().url()), options, Tubes.TTR);
    var nobody = new ControllerClient(URI.create("http://127.0.0.1:1/"));
    var placement = new Placement(new Incoming(farm.incoming()), nobody);
    return new Submission(queue, placement, Clock.systemUTC());
  }

  private static List<BuildRequest> two() {
    return builds("i386", "noarch");
  }

  private static List<BuildRequest> builds(String... arches) {
    var inPlace = new Source(TINY, Optional.empty(), Optional.empty());
    return List.of(arches).stream().map(arch -> build(arch, inPlace)).toList();
  }

  private static BuildRequest build(String arch, Source source) {
    var job =
        new BuildJob(
            source.name(),
            arch,
            "c7." + arch,
            ".el7",
            false,
            "tester",
            Optional.of(BuildId.mint(Clock.systemUTC().instant())),
            source.sha256(),
            Map.of());
    return new BuildRequest(source, job, TubeName.of(arch), Urgency.NORMAL);
  }
}
