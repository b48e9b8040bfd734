package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Names;

/** Builds that are committed, whose files a crash has left where they were. */
class UnplacedIT {
  private static final String FINAL = "final.x86_64";

  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  private Attempt commitOnly(Attempt attempt) throws IOException {
    attempt.files(bench.store().work().resolve(attempt.id().toString()));
    Path draft = bench.store().work().resolve(attempt.id() + ".json");
    var record = new CommitRecord.Built(attempt.manifest(), Instant.now());
    Files.write(draft, record.encode());
    Files.createDirectories(bench.store().at(record.place()).getParent()); // it was reserved
    bench.store().commits().add(attempt.build(), draft);
    return attempt;
  }

  /** As its request does, up to the dirty list. */
  private void withdraw(Attempt attempt) throws IOException {
    byte[] request = attempt.withdrawal().encode();
    Path draft = Files.write(root.resolve("w" + attempt.build()), request);
    bench.store().commits().addWithdrawal(attempt.build(), draft);
    bench.store().dirty(attempt.result().job().target()).add(Names.withdrawn(attempt.build()));
  }

  @Test
  void what_is_about_to_be_replaced_stays_listed_when_the_index_is_made_anew() throws Exception {
    bench.publish(Attempt.of("hello"));
    Attempt other = bench.publish(Attempt.of("other"));
    commitOnly(Attempt.of("hello").timestamp("20261121110000"));
    withdraw(other);
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121100000/"));
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121110000/"));
  }

  @Test
  void what_is_in_place_stays_listed_though_a_crash_has_left_its_draft() throws Exception {
    Attempt hello = bench.publish(Attempt.of("hello"));
    Path draft = bench.store().work().resolve(hello.id() + ".json");
    Files.createLink(draft, root.resolve("commits").resolve(hello.build().value()));
    withdraw(bench.publish(Attempt.of("other")));
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/20261121100000/"));
  }

  @Test
  void it_counts_for_duplicates_also_beside_a_withdrawn_build() throws Exception {
    Attempt first = bench.publish(Attempt.of("hello").target(FINAL));
    withdraw(first);
    Attempt second = Attempt.of("hello").target(FINAL).timestamp("20261121110000");
    commitOnly(second);
    Attempt third = Attempt.of("hello").target(FINAL).timestamp("20261121120000");
    bench.take(third);
    assertThat(bench.store().commits().built(third.build())).isEmpty();
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(Repodata.packages(bench.store().repository(FINAL)))
        .hasSize(3)
        .allMatch(path -> path.contains("/20261121110000/"));
  }
}
