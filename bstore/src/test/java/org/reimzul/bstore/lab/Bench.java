package org.reimzul.bstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reimzul.bstore.publish.Intake;
import org.reimzul.bstore.publish.RefusedException;
import org.reimzul.bstore.publish.Scan;
import org.reimzul.bstore.repogen.Publisher;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;

/** The parts of a bstore without their threads and without a queue. */
public record Bench(Store store, Intake intake, Scan scan, Publisher publisher) {
  /** Accepts any target but {@code unknown.x86_64}. */
  public static Bench in(Path root) {
    return in(root, target -> List.of());
  }

  /** With options of createrepo_c for a target. */
  public static Bench in(Path root, Function<String, List<String>> options) {
    var store = new Store(root);
    assertThat(store.prepare()).isEmpty();
    var intake = new Intake(store, t -> !t.equals("unknown.x86_64"), Clock.systemUTC());
    var scan = new Scan(store, intake, () -> {}, Duration.ofDays(1), Clock.systemUTC());
    var publisher = new Publisher(store, new Bell(), new Bell(), Duration.ofHours(1), options);
    return new Bench(store, intake, scan, publisher);
  }

  /** Uploads and commits. */
  public Attempt take(Attempt attempt) throws IOException, InterruptedException, RefusedException {
    attempt.upload(store);
    assertThat(intake.take(attempt.id())).isEqualTo(Intake.Verdict.ENDED);
    return attempt;
  }

  /** Uploads, commits and publishes. */
  public Attempt publish(Attempt attempt)
      throws IOException, InterruptedException, RefusedException {
    take(attempt);
    publisher.publishAll();
    return attempt;
  }

  /** The end of a build, which must have one. */
  public CommitRecord end(BuildId build) throws IOException {
    return store.commits().find(build).orElseThrow();
  }

  /** What the default target lists. */
  public List<String> listed() throws IOException {
    return Repodata.packages(store.repository("el9.x86_64"));
  }
}
