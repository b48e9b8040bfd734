package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.core.job.FarmEvent;

/** What the scan makes of bad uploads, stale attempts and crashes. */
class LeftoversIT {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
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
