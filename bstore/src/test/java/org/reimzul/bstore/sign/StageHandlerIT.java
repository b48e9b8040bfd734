package org.reimzul.bstore.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Inbox;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.TubeStats;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;

class StageHandlerIT {
  @TempDir Path dir;
  private Bench bench;
  private BeanstalkServer beanstalkd;
  private Sender sender;
  private Inbox events;
  private ThreadService signer;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.in(dir.resolve("root"));
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
    var settings = Settings.parse("[beanstalkd]\nurl=" + beanstalkd.url() + "\n", "test");
    QueueConfig queue = QueueConfig.read(settings);
    sender = new Sender(queue);
    events = new Inbox(beanstalkd, Tubes.EVENTS);
    var handler = new StageHandler(bench.store(), sender, "signer@test");
    var loop = new WorkLoop(queue, "signer@test", List.of(Tubes.TOSIGN), handler, sender);
    signer = new ThreadService("signer", Duration.ofSeconds(5), loop);
    signer.start();
  }

  @AfterEach
  void stop() {
    beanstalkd.close(); // first, so that the signer's wait for a job ends
    signer.stop();
    events.close();
    sender.close();
  }

  private void request(BuildEvent result, Optional<BuildId> build) throws InterruptedException {
    var request =
        new SigningRequest(
            result.pkgname(),
            result.status(),
            result.job().target(),
            result.job().arch(),
            result.timestamp(),
            build,
            Optional.empty());
    sender.send(Tubes.TOSIGN, request.encode());
  }

  private Path staged(Path rpm) {
    return bench.store().toSign("el9.x86_64").resolve(rpm.getFileName());
  }

  private void awaitStaged(BuildId build) {
    events.event(e -> e.kind() == EventKind.STAGED && e.build().filter(build::equals).isPresent());
  }

  private long jobs(ToLongFunction<TubeStats> number) throws Exception {
    try (var queue = Inbox.connect(beanstalkd)) {
      return queue.statsTube(Tubes.TOSIGN).map(number::applyAsLong).orElse(0L);
    }
  }

  @Test
  void the_packages_of_a_published_build_are_copied_flat() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    request(attempt.result(), Optional.of(attempt.build()));
    awaitStaged(attempt.build());
    for (Path rpm : Rpms.of("hello")) {
      assertThat(staged(rpm)).hasSameBinaryContentAs(rpm);
    }
    assertThat(bench.store().toSign("el9.x86_64").toFile().list()).hasSize(3);
  }

  @Test
  void an_original_dispatchers_request_has_no_build_id_and_is_served() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    request(attempt.result(), Optional.empty());
    awaitStaged(attempt.build());
  }

  @Test
  void a_file_that_has_changed_since_its_commit_is_refused() throws Exception {
    Attempt attempt = bench.take(Attempt.of("hello"));
    Path rpm = Rpms.of("hello").get(1);
    Path published =
        bench.store().at(bench.end(attempt.build()).place()).resolve(rpm.getFileName());
    byte[] content = Files.readAllBytes(published);
    content[content.length - 1] ^= 1;
    Files.write(published, content);
    request(attempt.result(), Optional.of(attempt.build()));
    assertThat(events.event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains(rpm.getFileName() + " has changed since it was committed");
    assertThat(staged(rpm)).doesNotExist();
  }

  @Test
  void failed_and_scratch_builds_are_not_staged() throws Exception {
    Attempt failed = bench.take(Attempt.of("hello").failed());
    Attempt scratch = bench.take(Attempt.of("hello").scratch());
    request(failed.result(), Optional.of(failed.build()));
    request(scratch.result(), Optional.of(scratch.build()));
    assertThat(events.event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains(scratch.build() + " is not a published one");
    assertThat(bench.store().toSign("el9.x86_64")).doesNotExist();
    assertThat(jobs(t -> t.currentJobsBuried())).isEqualTo(1);
  }

  @Test
  void an_unknown_commit_waits_and_holds_up_nobody() throws Exception {
    Attempt unknown = Attempt.of("other");
    request(unknown.result(), Optional.of(unknown.build()));
    Attempt known = bench.take(Attempt.of("hello"));
    request(known.result(), Optional.of(known.build()));
    awaitStaged(known.build());
    Await.until(
        Duration.ofSeconds(5), "a delayed job", () -> jobs(t -> t.currentJobsDelayed()) == 1);
  }

  @Test
  void a_chained_build_leaves_its_parents_sources_alone() throws Exception {
    Attempt parent = bench.take(Attempt.of("hello"));
    Attempt chained = bench.take(parent.chained("i386"));
    request(parent.result(), Optional.of(parent.build()));
    awaitStaged(parent.build());
    var before = Files.getAttribute(staged(Rpms.of("hello").get(0)), "unix:ino");
    request(chained.result(), Optional.of(chained.build()));
    awaitStaged(chained.build());
    assertThat(Files.getAttribute(staged(Rpms.of("hello").get(0)), "unix:ino")).isEqualTo(before);
  }

  @Test
  void a_malformed_request_is_buried_and_the_next_served() throws Exception {
    sender.send(Tubes.TOSIGN, new byte[] {0, 1, 2});
    Attempt attempt = bench.take(Attempt.of("hello"));
    request(attempt.result(), Optional.of(attempt.build()));
    awaitStaged(attempt.build());
    assertThat(jobs(t -> t.currentJobsBuried())).isEqualTo(1);
  }

  private void withdraw(Attempt attempt) throws Exception {
    Path draft = dir.resolve("root/work").resolve(attempt.build() + ".withdrawn.json");
    Files.write(draft, attempt.withdrawal().encode());
    bench.store().commits().addWithdrawal(attempt.build(), draft);
    bench.scan().once();
  }

  @Test
  void a_withdrawn_build_is_not_staged() throws Exception {
    Attempt gone = bench.publish(Attempt.of("hello"));
    withdraw(gone);
    Attempt next = bench.publish(Attempt.of("other"));
    request(gone.result(), Optional.of(gone.build()));
    request(next.result(), Optional.of(next.build()));
    awaitStaged(next.build());
    assertThat(staged(Rpms.of("hello").get(0))).doesNotExist();
    assertThat(staged(Rpms.of("other").get(0))).exists();
  }

  @Test
  void a_request_that_is_repeated_changes_nothing_but_what_is_missing() throws Exception {
    Attempt attempt = bench.publish(Attempt.of("hello"));
    request(attempt.result(), Optional.of(attempt.build()));
    awaitStaged(attempt.build());
    Files.delete(staged(Rpms.of("hello").get(1)));
    var before = Files.getAttribute(staged(Rpms.of("hello").get(0)), "unix:ino");
    request(attempt.result(), Optional.of(attempt.build()));
    Await.until(
        Duration.ofSeconds(20),
        "the missing file",
        () -> Files.exists(staged(Rpms.of("hello").get(1))));
    assertThat(Files.getAttribute(staged(Rpms.of("hello").get(0)), "unix:ino")).isEqualTo(before);
  }

  @Test
  void an_older_build_does_not_displace_the_packages_of_a_newer_one() throws Exception {
    Attempt older = bench.publish(Attempt.of("hello"));
    Attempt newer = bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    Path ours = bench.store().at(bench.end(older.build()).place());
    Files.write(ours.resolve("hello-1.0-1.noarch.rpm"), new byte[] {1}); // would be refused
    request(newer.result(), Optional.of(newer.build()));
    awaitStaged(newer.build());
    request(older.result(), Optional.of(older.build()));
    awaitStaged(older.build());
    assertThat(jobs(t -> t.currentJobsBuried())).isZero();
  }
}
