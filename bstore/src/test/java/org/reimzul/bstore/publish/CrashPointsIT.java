package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Inbox;
import org.reimzul.bstore.repogen.Announcer;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.config.Settings;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.BeanstalkServer;

/** The disk as a kill after each step of an upload's way leaves it, and what is made of it. */
class CrashPointsIT {
  /** The steps, in order; each crash leaves what all steps up to it have made. */
  enum Step {
    UPLOADED,
    HALF_COPIED,
    COPIED,
    NOTED,
    RESERVED,
    HALF_DRAFTED,
    DRAFTED,
    COMMITTED,
    PLACED,
    LISTED,
    HALF_CLEANED,
    CLEANED,
    HALF_GENERATED,
    LINKED
  }

  @TempDir static Path servers;
  private static BeanstalkServer beanstalkd;
  private static Sender sender;
  private static Inbox notify;

  @TempDir Path root;
  private final Attempt attempt = Attempt.of("hello");
  private Bench bench;

  @BeforeAll
  static void startQueue() throws Exception {
    beanstalkd = BeanstalkServer.start(servers);
    var settings = Settings.parse("[beanstalkd]\nurl=" + beanstalkd.url() + "\n", "test");
    sender = new Sender(QueueConfig.read(settings));
    notify = new Inbox(beanstalkd, Tubes.NOTIFY);
  }

  @AfterAll
  static void stopQueue() {
    notify.close();
    sender.close();
    beanstalkd.close();
  }

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void what_a_kill_leaves_is_brought_to_its_end(Step last) throws Exception {
    for (Step step : Step.values()) {
      if (step.compareTo(last) <= 0) {
        leave(step);
      }
    }
    bench.scan().once();
    bench.publisher().publishAll();
    new Announcer(bench.store(), new Bell(), sender, "repogen@test", Clock.systemUTC())
        .announceAll();

    CommitRecord.Built end = bench.end(attempt.build());
    assertThat(bench.store().commits().builds()).containsExactly(attempt.build());
    for (var file : end.manifest().files()) {
      assertThat(root.resolve(end.place().path()).resolve(file.name())).hasSize(file.size());
    }
    assertThat(bench.listed()).hasSize(3).allMatch(p -> p.startsWith(end.place().inRepository()));
    assertThat(root.resolve("incoming")).isEmptyDirectory();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(root.resolve("repo/el9.x86_64/hello").toFile().list()).hasSize(1);
    assertThat(root.resolve(end.place().path()).getParent().toFile().list()).hasSize(1);
    assertThat(notify.end(attempt.build()).timestamp()).isEqualTo(end.place().timestamp());
    assertThat(bench.store().outbox().names()).isEmpty();
  }

  private void leave(Step step) throws IOException {
    Path work = bench.store().work().resolve(attempt.id().toString());
    Path draft = bench.store().work().resolve(attempt.id() + ".json");
    var record = new CommitRecord.Built(attempt.manifest(), Instant.parse("2026-11-21T10:01:00Z"));
    Path place = root.resolve(record.place().path());
    Path note = bench.store().work().resolve(attempt.id() + ".place");
    Path repository = bench.store().repository("el9.x86_64");
    switch (step) {
      case UPLOADED -> attempt.upload(bench.store());
      case HALF_COPIED -> {
        Files.createDirectory(work);
        Files.writeString(work.resolve("hello-1.0-1.src.rpm"), "half");
      }
      case COPIED -> attempt.files(work);
      case NOTED -> Files.writeString(note, attempt.id() + "\n" + record.place().path());
      case RESERVED -> {
        Files.createDirectories(place.getParent());
        Files.createLink(place.resolveSibling("." + place.getFileName()), note);
      }
      case HALF_DRAFTED -> Files.writeString(draft, "{\"v\":1,\"mani");
      case DRAFTED -> Files.write(draft, record.encode());
      case COMMITTED -> bench.store().commits().add(attempt.build(), draft);
      case PLACED -> Files.move(work, place, StandardCopyOption.REPLACE_EXISTING);
      case LISTED -> bench.store().dirty("el9.x86_64").add(attempt.build().value());
      case HALF_CLEANED ->
          Files.delete(bench.store().upload(attempt.id()).resolve("manifest.json"));
      case CLEANED -> {
        Trees.delete(bench.store().upload(attempt.id()));
        Files.delete(place.resolveSibling("." + place.getFileName()));
        Files.delete(note);
        Files.delete(draft);
      }
      case HALF_GENERATED -> {
        Files.createDirectories(repository.resolve(".generations/1/.repodata"));
        Files.writeString(repository.resolve(".generations/1/packages"), "x");
      }
      case LINKED ->
          Files.createSymbolicLink(
              repository.resolve(".repodata.new"), Path.of(".generations/1/repodata"));
    }
  }
}
