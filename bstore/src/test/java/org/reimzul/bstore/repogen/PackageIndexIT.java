package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Nevra;

/** Two jobs of one source package whose chained arches end in between each other. */
class PackageIndexIT {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Nevra SOURCES = Nevra.parse("hello-0:1.0-1.src");

  @TempDir Path root;
  private final Attempt first = Attempt.of("hello");
  private final Attempt rebuild = Attempt.of("hello").timestamp("20261121110000");
  private final Attempt firstChained = first.chained("i386");
  private final Attempt rebuildChained = rebuild.chained("i386");
  private Store store;

  @BeforeEach
  void makeStore() {
    store = Bench.in(root).store();
  }

  private void commit(Attempt... inThisOrder) throws IOException {
    Instant time = NOON;
    for (Attempt attempt : inThisOrder) {
      var record = new CommitRecord.Built(attempt.manifest(), time);
      Files.write(root.resolve("commits").resolve(attempt.build().value()), record.encode());
      time = time.plusSeconds(60);
    }
  }

  private static List<List<Attempt>> permutations(List<Attempt> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Attempt>> all = new ArrayList<>();
    for (Attempt head : of) {
      List<Attempt> rest = new ArrayList<>(of);
      rest.remove(head);
      for (List<Attempt> tail : permutations(rest)) {
        List<Attempt> whole = new ArrayList<>(List.of(head));
        whole.addAll(tail);
        all.add(whole);
      }
    }
    return all;
  }

  /** Who owns the sources, and how many orders of coming into the index make it so. */
  private Map<Optional<BuildId>, Integer> owners(Attempt... attempts) throws IOException {
    Map<Optional<BuildId>, Integer> owners = new HashMap<>();
    for (List<Attempt> order : permutations(List.of(attempts))) {
      Files.deleteIfExists(store.state(Bench.TARGET).resolve("packages"));
      new IndexFile(store.state(Bench.TARGET)).write(List.of());
      for (Attempt attempt : order) { // each in a run of its own
        PackageIndex index = PackageIndex.load(store, Bench.TARGET);
        index.add(attempt.build());
        index.save();
      }
      PackageIndex index = PackageIndex.load(store, Bench.TARGET);
      assertThat(index.anew().owner(SOURCES)).isEqualTo(index.owner(SOURCES));
      owners.merge(index.owner(SOURCES), 1, Integer::sum);
    }
    return owners;
  }

  @Test
  void in_whatever_order_they_come_the_later_jobs_first_arch_stands() throws Exception {
    commit(first, rebuild, firstChained, rebuildChained);
    assertThat(owners(first, rebuild, firstChained, rebuildChained))
        .containsExactly(Map.entry(Optional.of(rebuild.build()), 24));
  }

  @Test
  void so_it_is_where_the_first_jobs_chained_arch_ends_last() throws Exception {
    commit(first, rebuild, rebuildChained, firstChained);
    assertThat(owners(first, rebuild, firstChained, rebuildChained))
        .containsExactly(Map.entry(Optional.of(rebuild.build()), 24));
  }

  @Test
  void a_chained_arch_of_an_earlier_job_displaces_nothing_though_its_parent_is_withdrawn()
      throws Exception {
    commit(first, rebuild, firstChained);
    Files.write(
        root.resolve("commits").resolve(first.build() + ".withdrawn"), first.withdrawal().encode());
    assertThat(owners(rebuild, firstChained))
        .containsExactly(Map.entry(Optional.of(rebuild.build()), 2));
  }

  @Test
  void a_parent_that_is_committed_after_its_chained_arch_stands() throws Exception {
    commit(firstChained, first);
    assertThat(owners(first, firstChained))
        .containsExactly(Map.entry(Optional.of(first.build()), 2));
  }
}
