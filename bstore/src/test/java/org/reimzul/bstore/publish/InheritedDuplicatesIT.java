package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.OriginalUpload;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;

/** A target that refuses duplicates, whose repository is still as the original has made it. */
class InheritedDuplicatesIT {
  private static final String FINAL = "final.x86_64";

  @TempDir Path root;
  private Bench bench;
  private Path repository;
  private OriginalUpload theirs;

  @BeforeEach
  void makeStore() throws Exception {
    bench = Bench.in(root);
    repository = bench.store().repository(FINAL);
    theirs = OriginalUpload.of("hello").target(FINAL).into(bench.store());
  }

  private void original(String... more) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("createrepo_c").toString()));
    argv.addAll(List.of("-q", "-d"));
    argv.addAll(List.of(more));
    argv.add(repository + "/");
    Trees.delete(repository.resolve("repodata"));
    new ProcessRunner().capture(Command.of(argv));
  }

  private static Attempt ours(String pkgname) {
    return Attempt.of(pkgname).target(FINAL);
  }

  private boolean built(Attempt attempt) throws IOException {
    CommitRecord end = bench.store().commits().find(attempt.build()).orElseThrow();
    return end instanceof CommitRecord.Built;
  }

  @Test
  void what_it_lists_is_never_replaced_not_even_by_the_first_result() throws Exception {
    original();
    assertThat(built(bench.publish(ours("hello")))).isFalse();
    assertThat(built(bench.publish(ours("other")))).isTrue();
    assertThat(built(bench.publish(ours("hello").timestamp("20261121110000")))).isFalse();
    assertThat(Repodata.packages(repository))
        .hasSize(6)
        .filteredOn(path -> path.startsWith("hello/20180202101500/"))
        .hasSize(3);
  }

  @Test
  void a_result_waits_while_what_it_lists_can_not_be_read() throws Exception {
    original("--general-compress-type=xz");
    Attempt attempt = ours("hello").upload(bench.store());
    assertThatThrownBy(() -> bench.intake().take(attempt.id()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("compress-type=gz");
    assertThat(bench.store().commits().find(attempt.build())).isEmpty();
    original();
    bench.scan().once();
    assertThat(built(attempt)).isFalse();
  }

  @Test
  void an_upload_that_it_lists_is_no_duplicate_of_itself() throws Exception {
    original();
    bench.adopt(theirs);
    bench.publisher().publishAll();
    assertThat(Repodata.packages(repository)).hasSize(3);
    assertThat(built(bench.publish(ours("hello")))).isFalse();
  }
}
