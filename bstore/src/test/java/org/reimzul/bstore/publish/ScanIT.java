package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.FarmEvent;

class ScanIT {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  @Test
  void an_upload_without_a_hint_is_committed() throws Exception {
    Attempt attempt = Attempt.of("hello").upload(bench.store());
    bench.scan().once();
    assertThat(bench.end(attempt.build()).published()).isTrue();
  }

  @Test
  void an_upload_that_goes_on_is_left_and_an_abandoned_one_removed() throws Exception {
    Attempt fresh = Attempt.of("hello");
    fresh.files(bench.store().upload(fresh.id()));
    Attempt old = Attempt.of("hello");
    old.files(bench.store().upload(old.id()));
    for (Path file : Trees.children(bench.store().upload(old.id()))) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    Files.setLastModifiedTime(bench.store().upload(old.id()), LONG_AGO);
    bench.scan().once();
    assertThat(bench.store().upload(fresh.id())).isDirectory();
    assertThat(bench.store().upload(old.id())).doesNotExist();
  }

  @Test
  void a_complete_upload_is_never_removed_for_its_age() throws Exception {
    Attempt attempt = Attempt.of("hello").upload(bench.store());
    for (Path file : Trees.children(bench.store().upload(attempt.id()))) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    Files.setLastModifiedTime(bench.store().upload(attempt.id()), LONG_AGO);
    try (FileLease held = FileLease.tryTake(bench.store().lockOf(attempt.build())).orElseThrow()) {
      bench.scan().once();
    }
    assertThat(bench.store().upload(attempt.id())).isDirectory();
    bench.scan().once();
    assertThat(bench.end(attempt.build()).published()).isTrue();
  }

  @Test
  void a_damaged_record_does_not_keep_others_from_being_found() throws Exception {
    Attempt damaged = bench.take(Attempt.of("hello"));
    Files.writeString(root.resolve("commits").resolve(damaged.build().value()), "rubbish");
    damaged.upload(bench.store());
    Attempt good = Attempt.of("hello").upload(bench.store());
    bench.scan().once();
    assertThat(bench.end(good.build()).published()).isTrue();
  }

  @Test
  void what_is_no_upload_is_left_alone() throws Exception {
    Files.writeString(root.resolve("incoming/README"), "not an attempt");
    Files.createDirectory(root.resolve("incoming/..." + "x"));
    bench.scan().once();
    assertThat(root.resolve("incoming/README")).exists();
  }

  @Test
  void files_that_come_and_go_during_a_scan_do_not_matter() throws Exception {
    Attempt attempt = Attempt.of("hello");
    Path upload = Files.createDirectories(bench.store().upload(attempt.id()));
    var stop = new AtomicBoolean();
    CompletableFuture<Void> rsync =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!stop.get()) {
                  Path part = Files.createFile(upload.resolve(".build.log.a1b2c3"));
                  Files.move(part, upload.resolve("build.log"));
                  Files.delete(upload.resolve("build.log"));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
      while (System.nanoTime() < end) {
        assertThat(Trees.lastChange(upload)).isAfter(Instant.EPOCH);
      }
    } finally {
      stop.set(true);
      rsync.join();
    }
  }

  @Test
  void a_bad_upload_without_a_hint_is_told_and_forgotten_after_a_while() throws Exception {
    Attempt bad = Attempt.of("hello").manifest(bench.store(), new byte[] {'{'});
    bench.scan().once();
    String id = bad.id() + ".rejected";
    assertThat(bench.store().events().ids()).containsExactly(id);
    FarmEvent event = FarmEvent.decode(bench.store().events().read(id));
    assertThat(event.build()).contains(bad.build());
    assertThat(event.reason().orElseThrow()).contains("the manifest is malformed");
    Path reason = bench.store().quarantine().resolve(bad.id() + ".reason");
    assertThat(reason).exists();
    bench.scan().once();
    assertThat(reason).exists();
    Files.setLastModifiedTime(reason, LONG_AGO);
    bench.scan().once();
    assertThat(bench.store().quarantine()).isEmptyDirectory();
  }

  @Test
  void an_end_that_a_crash_has_left_unannounced_goes_to_the_outbox() throws Exception {
    Attempt attempt = Attempt.of("hello");
    Path draft = root.resolve("work").resolve(attempt.build() + ".end.json");
    Files.write(draft, new CommitRecord.Unbuilt(attempt.canceled(), Instant.now()).encode());
    bench.store().commits().add(attempt.build(), draft);
    bench.scan().once();
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void an_end_that_was_never_committed_is_none() throws Exception {
    Attempt attempt = Attempt.of("hello");
    Files.writeString(root.resolve("work").resolve(attempt.build() + ".end.json"), "{\"v\":1,");
    bench.scan().once();
    assertThat(bench.store().outbox().names()).isEmpty();
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void a_stale_attempt_of_an_ended_build_is_removed_and_changes_nothing() throws Exception {
    Attempt first = bench.publish(Attempt.of("hello"));
    bench.store().outbox().remove(first.build().value());
    byte[] record = Files.readAllBytes(root.resolve("commits").resolve(first.build().value()));
    Attempt whole = first.again().timestamp("20261121110000").upload(bench.store());
    Attempt half = first.again().timestamp("20261121120000");
    half.files(bench.store().upload(half.id()));
    Path work = root.resolve("work").resolve(half.id().toString());
    Files.createDirectory(work);
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(root.resolve("incoming")).isEmptyDirectory();
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(bench.store().outbox().names()).isEmpty();
    assertThat(root.resolve("commits").resolve(first.build().value())).hasBinaryContent(record);
    assertThat(bench.listed()).hasSize(3).noneMatch(path -> path.contains("/20261121110000/"));
    assertThat(bench.end(whole.build()).manifest().attempt()).isEqualTo(first.id());
  }

  @Test
  void a_reserved_place_is_given_back_when_the_upload_is_gone() throws Exception {
    Attempt attempt = Attempt.of("hello");
    Path note = root.resolve("work").resolve(attempt.id() + ".place");
    String place = "repo/el9.x86_64/hello/20261121100000/1.0-1.x86_64";
    Files.writeString(note, attempt.id() + "\n" + place);
    Path marker = root.resolve("repo/el9.x86_64/hello/20261121100000/.1.0-1.x86_64");
    Files.createDirectories(marker.getParent());
    Files.createLink(marker, note);
    bench.scan().once();
    assertThat(root.resolve("repo/el9.x86_64")).isEmptyDirectory();
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void a_place_that_another_has_reserved_is_left_to_it() throws Exception {
    Attempt other = Attempt.of("hello");
    Path marker = root.resolve("repo/el9.x86_64/hello/20261121100000/.1.0-1.x86_64");
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, other.id() + "\nrepo/el9.x86_64/hello/20261121100000/1.0-1.x86_64");
    Attempt attempt = bench.take(Attempt.of("hello"));
    assertThat(bench.end(attempt.build()).place().timestamp()).isEqualTo("20261121100001");
    assertThat(marker).exists();
  }
}
