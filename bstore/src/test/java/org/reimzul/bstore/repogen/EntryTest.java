package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;

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
    Entry chained = entry(PARENT.chained("i386"), NOON.plusSeconds(60));
    assertThat(parent.orBetter(chained)).isEqualTo(parent);
    assertThat(chained.orBetter(parent)).isEqualTo(parent);
  }

  @Test
  void an_index_line_reads_back_as_it_was() {
    Entry entry = entry(PARENT, NOON);
    assertThat(Entry.parse(entry.line())).isEqualTo(entry);
  }
}
