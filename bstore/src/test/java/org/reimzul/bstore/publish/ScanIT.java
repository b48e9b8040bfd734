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
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Trees;

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
  void an_abandoned_upload_is_removed_after_a_day() throws Exception {
    Path upload = upload();
    Bench.later(root, Duration.ofHours(23)).scan().once();
    assertThat(upload).isDirectory();
    Bench.later(root, Duration.ofHours(25)).scan().once();
    assertThat(upload).doesNotExist();
  }

  @Test
  void an_upload_that_goes_on_is_left_whatever_times_its_worker_gives_the_files() throws Exception {
    Path upload = upload();
    for (Path file : Trees.children(upload)) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    Files.setLastModifiedTime(upload, LONG_AGO);
    bench.scan().once();
    assertThat(upload).isDirectory();
  }

  /** One that is not complete. */
  private Path upload() throws Exception {
    Attempt attempt = Attempt.of("hello");
    Path upload = bench.store().upload(attempt.id());
    attempt.files(upload);
    return upload;
  }

  @Test
  void a_complete_upload_is_never_removed_for_its_age() throws Exception {
    Attempt attempt = Attempt.of("hello").upload(bench.store());
    try (FileLease held = FileLease.tryTake(bench.store().lockOf(attempt.build())).orElseThrow()) {
      Bench.later(root, Duration.ofDays(9)).scan().once();
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
}
