package org.reimzul.bstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reimzul.bstore.publish.Adoption;
import org.reimzul.bstore.publish.Ends;
import org.reimzul.bstore.publish.Intake;
import org.reimzul.bstore.publish.Leftovers;
import org.reimzul.bstore.publish.Quarantine;
import org.reimzul.bstore.publish.RefusedException;
import org.reimzul.bstore.publish.Rules;
import org.reimzul.bstore.publish.Scan;
import org.reimzul.bstore.repogen.Publisher;
import org.reimzul.bstore.repogen.Retention;
import org.reimzul.bstore.request.Withdrawals;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;

/** The parts of a bstore without their threads and without a queue. */
public record Bench(
    Store store,
    Intake intake,
    Adoption adoption,
    Ends ends,
    Withdrawals withdrawals,
    Scan scan,
    Publisher publisher) {
  /** The default target. */
  public static final String TARGET = "el9.x86_64";

  private static final String BY = "repogen@test";
  private static final Retention KEEP = new Retention(Duration.ofHours(1), 3);

  /** Accepts any target but {@code unknown.x86_64}; {@code final.x86_64} refuses duplicates. */
  public static Bench in(Path root) {
    return in(root, target -> List.of());
  }

  /** With options of createrepo_c for a target. */
  public static Bench in(Path root, Function<String, List<String>> options) {
    return in(root, KEEP, options);
  }

  /** With this retention of metadata. */
  public static Bench in(Path root, Retention keep, Function<String, List<String>> options) {
    return in(root, keep, options, Clock.systemUTC());
  }

  /** So much later. */
  public static Bench later(Path root, Duration time) {
    return in(root, KEEP, target -> List.of(), Clock.offset(Clock.systemUTC(), time));
  }

  private static Bench in(
      Path root, Retention keep, Function<String, List<String>> options, Clock clock) {
    var store = new Store(root);
    assertThat(store.prepare()).isEmpty();
    var ends = new Ends(store, clock);
    var quarantine = new Quarantine(store, BY, clock);
    var rules = new Rules(t -> !t.equals("unknown.x86_64"), t -> t.equals("final.x86_64"));
    var intake = new Intake(store, rules, ends, quarantine, BY, clock);
    var adoption = new Adoption(store, rules, ends, BY, clock);
    var withdrawals = new Withdrawals(store);
    var settings = new Publisher.Settings(root.resolve("metadata"), keep, options, BY);
    var publisher = new Publisher(store, new Bell(), new Bell(), settings);
    var leftovers = new Leftovers(store, intake, ends, quarantine, Duration.ofDays(1), clock);
    var scan = new Scan(List.of(leftovers, withdrawals, publisher::noticeChangedExtras), () -> {});
    return new Bench(store, intake, adoption, ends, withdrawals, scan, publisher);
  }

  /** Uploads and commits. */
  public Attempt take(Attempt attempt) throws IOException, InterruptedException, RefusedException {
    attempt.upload(store);
    assertThat(intake.take(attempt.id())).isEqualTo(Intake.Verdict.ENDED);
    return attempt;
  }

  /** Commits what an original worker has uploaded. */
  public CommitRecord.Built adopt(OriginalUpload upload)
      throws IOException, InterruptedException, RefusedException {
    assertThat(adoption.take(upload.event())).isEqualTo(Intake.Verdict.ENDED);
    return end(upload.build());
  }

  /** Uploads, commits and publishes. */
  public Attempt publish(Attempt attempt)
      throws IOException, InterruptedException, RefusedException {
    take(attempt);
    publisher.publishAll();
    return attempt;
  }

  /** The result of a build, which must have one. */
  public CommitRecord.Built end(BuildId build) throws IOException {
    return store.commits().built(build).orElseThrow();
  }

  /** What the default target lists. */
  public List<String> listed() throws IOException {
    return Repodata.packages(store.repository(TARGET));
  }
}
