package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.OriginalUpload;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;

/** A repository that the original's repogen worker has kept. */
class InheritedIT {
  @TempDir Path root;
  private Bench bench;
  private Path repository;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
    repository = bench.store().repository(Bench.TARGET);
  }

  /** As the original runs it. */
  private void original(String... more) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("createrepo_c").toString()));
    argv.addAll(List.of("-q", "-d", "--update", "--workers", "2", "--retain-old-md", "3"));
    argv.addAll(List.of("--cachedir", root.resolve("cache") + "/"));
    argv.addAll(List.of(more));
    argv.add(repository + "/");
    if (Files.isSymbolicLink(repository.resolve("repodata"))) {
      Files.delete(repository.resolve("repodata")); // what its rename of a link comes to
    }
    new ProcessRunner().capture(Command.of(argv));
    assertThat(repository.resolve("repodata")).isDirectory();
    assertThat(Files.isSymbolicLink(repository.resolve("repodata"))).isFalse();
  }

  /** As its request does. */
  private void withdraw(Attempt attempt) throws IOException {
    byte[] request = attempt.withdrawal().encode();
    bench.store().commits().addWithdrawal(attempt.build(), Files.write(root.resolve("w"), request));
    bench.store().dirty(Bench.TARGET).add(Names.withdrawn(attempt.build()));
  }

  @Test
  void what_the_original_has_listed_stays_listed_beside_new_builds() throws Exception {
    OriginalUpload.of("hello").into(bench.store());
    original();
    OriginalUpload.of("later").into(bench.store()); // uploaded, and not listed by the original
    bench.publish(Attempt.of("other"));
    assertThat(bench.listed())
        .hasSize(6)
        .filteredOn(path -> path.startsWith("hello/20180202101500/1.0-1.x86_64/"))
        .hasSize(3);
    bench.publish(Attempt.of("third"));
    Trees.delete(bench.store().state(Bench.TARGET).resolve("packages"));
    bench.publish(Attempt.of("fourth"));
    assertThat(bench.listed()).hasSize(12);
  }

  @Test
  void of_one_nevra_the_later_stays_and_a_build_of_ours_replaces_it() throws Exception {
    OriginalUpload.of("hello").into(bench.store());
    OriginalUpload.of("hello").at("20180303000000").into(bench.store());
    original();
    bench.publish(Attempt.of("other"));
    assertThat(bench.listed()).filteredOn(path -> path.contains("/20180303000000/")).hasSize(3);
    assertThat(bench.listed()).hasSize(6);
    bench.publish(Attempt.of("hello"));
    assertThat(bench.listed()).hasSize(6).noneMatch(path -> path.contains("/2018"));
  }

  @Test
  void back_to_the_original_and_forth_again_brings_nothing_withdrawn_back() throws Exception {
    Attempt ours = bench.publish(Attempt.of("hello"));
    withdraw(ours);
    bench.publisher().publishAll();
    OriginalUpload.of("other").into(bench.store());
    original(); // lists all that is on the disk
    bench.publish(Attempt.of("third"));
    assertThat(bench.listed()).hasSize(6).noneMatch(path -> path.startsWith("hello/"));
  }

  @Test
  void an_upload_that_the_original_has_listed_can_still_be_taken_up() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").into(bench.store());
    original();
    bench.publish(Attempt.of("other"));
    bench.adopt(upload);
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(6);
  }

  @Test
  void metadata_that_can_not_be_read_is_left_to_its_readers() throws Exception {
    OriginalUpload.of("hello").into(bench.store());
    original("--general-compress-type=xz");
    bench.take(Attempt.of("other"));
    assertThatThrownBy(() -> bench.publisher().publishAll())
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("compress-type=gz"));
    assertThat(Files.isDirectory(repository.resolve("repodata"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }
}
