package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Nevra;

class EntryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final BuildId PARENT = BuildId.mint(NOON);

  private static Entry entry(BuildId build, Instant committed) {
    return new Entry(Nevra.parse("a-0:1-1.src"), "a/1/a.src.rpm", build, committed);
  }

  private static Entry chained(BuildId parent, Instant job, Instant committed) {
    BuildId build = parent.chained("i386");
    return new Entry(Nevra.parse("a-0:1-1.src"), "a/1/a.src.rpm", build, committed, job);
  }

  @Test
  void the_later_build_of_a_package_stands_in_the_repository() {
    Entry first = entry(PARENT, NOON);
    Entry second = entry(BuildId.mint(NOON.plusSeconds(9)), NOON.plusSeconds(9));
    assertThat(first.orBetter(second)).isEqualTo(second);
    assertThat(second.orBetter(first)).isEqualTo(second);
  }

  @Test
  void a_chained_build_never_displaces_its_parents_packages() {
    Entry parent = entry(PARENT, NOON);
    Entry chained = chained(PARENT, NOON, NOON.plusSeconds(60));
    assertThat(parent.orBetter(chained)).isEqualTo(parent);
    assertThat(chained.orBetter(parent)).isEqualTo(parent);
  }

  @Test
  void an_index_line_reads_back_as_it_was() {
    Entry entry = entry(PARENT, NOON);
    assertThat(Entry.parse(entry.line())).isEqualTo(entry);
    Entry chained = chained(PARENT, NOON, NOON.plusSeconds(60));
    assertThat(Entry.parse(chained.line())).isEqualTo(chained);
  }

  @Test
  void a_line_that_lacks_a_chained_builds_job_is_none() {
    String line = chained(PARENT, NOON, NOON.plusSeconds(60)).line();
    assertThatThrownBy(() -> Entry.parse(line.substring(0, line.lastIndexOf('\t'))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
