package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.store.FileLease;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.FarmEvent;

class PublisherIT {
  private static final String TARGET = "el9.x86_64";

  @TempDir Path root;

  private Path repository() {
    return root.resolve("repo").resolve(TARGET);
  }

  @Test
  void a_published_build_is_listed_and_goes_to_the_outbox() throws Exception {
    Bench bench = Bench.in(root);
    Attempt attempt = bench.publish(Attempt.of("hello"));
    String place = "hello/20261121100000/1.0-1.x86_64/hello-";
    assertThat(bench.listed())
        .containsExactlyInAnyOrder(
            place + "1.0-1.src.rpm", place + "1.0-1.noarch.rpm", place + "libs-1.0-1.noarch.rpm");
    assertThat(bench.store().outbox().names()).containsExactly(attempt.build().value());
    assertThat(bench.store().dirty(TARGET).names()).isEmpty();
  }

  @Test
  void a_nevra_of_two_builds_is_listed_once_and_the_newest_wins() throws Exception {
    Bench bench = Bench.in(root);
    bench.publish(Attempt.of("hello"));
    bench.publish(Attempt.of("other"));
    bench.publish(Attempt.of("hello").timestamp("20261121110000"));
    assertThat(bench.listed())
        .hasSize(6)
        .filteredOn(path -> path.startsWith("hello/"))
        .hasSize(3)
        .allMatch(path -> path.startsWith("hello/20261121110000/"));
  }

  @Test
  void a_chained_build_displaces_neither_sources_nor_noarch_of_its_parent() throws Exception {
    Bench bench = Bench.in(root);
    Attempt parent = bench.take(Attempt.of("hello"));
    Attempt chained = bench.publish(parent.chained("i386"));
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("1.0-1.x86_64/"));
    assertThat(bench.store().outbox().names())
        .containsExactly(parent.build().value(), chained.build().value());
  }

  @Test
  void the_list_is_made_anew_when_its_file_is_damaged() throws Exception {
    Bench bench = Bench.in(root);
    bench.publish(Attempt.of("hello"));
    Files.write(bench.store().state(TARGET).resolve("packages"), new byte[] {(byte) 0xff, '\n'});
    bench.publish(Attempt.of("other"));
    assertThat(bench.listed()).hasSize(6);
  }

  @Test
  void a_repository_that_fails_does_not_stop_the_others() throws Exception {
    Bench bench = Bench.in(root, t -> t.startsWith("a.") ? List.of("--no-such-option") : List.of());
    Attempt bad = bench.take(Attempt.of("hello").target("a.x86_64"));
    Attempt good = bench.take(Attempt.of("hello"));
    assertThatThrownBy(() -> bench.publisher().publishAll()).isInstanceOf(IOException.class);
    assertThat(bench.listed()).hasSize(3);
    assertThat(bench.store().outbox().names()).containsExactly(good.build().value());
    assertThat(bench.store().dirty("a.x86_64").names()).containsExactly(bad.build().value());
    String event = bench.store().events().ids().get(0);
    assertThat(FarmEvent.decode(bench.store().events().read(event)).build()).contains(bad.build());
  }

  @Test
  void what_another_process_publishes_is_left_to_it() throws Exception {
    Bench bench = Bench.in(root);
    bench.take(Attempt.of("hello"));
    try (FileLease held =
        FileLease.tryTake(bench.store().state(TARGET).resolve("lock")).orElseThrow()) {
      bench.publisher().publishAll();
      assertThat(repository().resolve("repodata")).doesNotExist();
    }
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3);
  }

  @Test
  void a_new_repository_has_valid_metadata() throws Exception {
    Bench bench = Bench.in(root);
    bench.publisher().createIfMissing(TARGET);
    bench.publisher().publishAll();
    bench.publisher().createIfMissing(TARGET);
    assertThat(bench.listed()).isEmpty();
    assertThat(bench.store().dirty(TARGET).names()).isEmpty();
    assertThat(bench.store().outbox().names()).isEmpty();
  }

  @Test
  void metadata_can_be_fetched_for_a_while_after_its_replacement_however_old() throws Exception {
    Bench bench = Bench.in(root);
    bench.publish(Attempt.of("hello"));
    Path repodata = repository().resolve("repodata");
    List<Path> first = Trees.children(repodata.toRealPath());
    for (Path file : first) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
    for (int i = 1; i < 4; i++) {
      bench.publish(Attempt.of("hello").timestamp("2026112111000" + i));
    }
    assertThat(first.stream().map(file -> repodata.resolve(file.getFileName())))
        .allSatisfy(file -> assertThat(file).exists());
  }

  private List<Path> afterAnotherBuildAndAge(int generations) throws Exception {
    Bench bench = Bench.in(root, new Retention(Duration.ofHours(1), generations), t -> List.of());
    bench.publish(Attempt.of("hello"));
    Path repodata = repository().resolve("repodata");
    List<Path> first = Trees.children(repodata.toRealPath());
    bench.publish(Attempt.of("other"));
    for (Path file : first) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }
    bench.publish(Attempt.of("hello").timestamp("20261121110001"));
    return first.stream()
        .filter(file -> !file.endsWith("repomd.xml"))
        .map(file -> repodata.resolve(file.getFileName()))
        .toList();
  }

  @Test
  void metadata_that_was_replaced_long_ago_is_dropped() throws Exception {
    assertThat(afterAnotherBuildAndAge(1))
        .allSatisfy(file -> assertThat(file).doesNotExist())
        .hasSize(3);
  }

  @Test
  void what_one_of_the_last_generations_lists_is_kept_however_old() throws Exception {
    assertThat(afterAnotherBuildAndAge(3)).allSatisfy(file -> assertThat(file).exists()).hasSize(3);
  }

  @Test
  void few_generations_are_kept() throws Exception {
    Bench bench = Bench.in(root);
    for (int i = 0; i < 6; i++) {
      bench.publish(Attempt.of("hello").timestamp("2026112111000" + i));
    }
    assertThat(Trees.children(repository().resolve(".generations"))).hasSizeLessThanOrEqualTo(4);
    assertThat(bench.listed()).hasSize(3);
  }

  @Test
  void the_repodata_directory_of_an_older_farm_is_replaced() throws Exception {
    Bench bench = Bench.in(root);
    Path old = Files.createDirectories(repository().resolve("repodata"));
    Files.writeString(old.resolve("repomd.xml"), "<repomd/>");
    Files.createDirectories(old.resolve("drpms"));
    bench.publish(Attempt.of("hello"));
    assertThat(Repodata.packages(repository())).hasSize(3);
    assertThat(repository().resolve("repodata")).isSymbolicLink();
  }
}
