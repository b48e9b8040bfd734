package org.reimzul.faults.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.reimzul.faults.load.Nameless;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/** Submits builds of every kind; returns the ids that submitters were told. Thread-safe. */
public final class Orders {
  private static final int NAMES = 60;

  /** None of those that are chosen by chance. */
  private static final int OLD = 899;

  private static final Optional<String> NONE = Optional.empty();
  private static final List<String> AS_MADE = List.of();

  /** Nobody will miss it. */
  private static final List<String> LOOSE = List.of("canceled", "withdrawn");

  private final Packages packages;
  private final Submitter submitter;
  private final Nameless nameless;
  private final Random random;

  /** To this farm. */
  public Orders(Packages packages, Submitter submitter, Nameless nameless, long seed) {
    this.packages = packages;
    this.submitter = submitter;
    this.nameless = nameless;
    this.random = new Random(seed);
  }

  /** Two that succeed and one that fails. */
  void mixed() throws IOException, InterruptedException {
    submit(2, List.of("good", "good", "fails"), NONE, AS_MADE);
  }

  /** One that machines fail now and then. */
  void flaky() throws IOException, InterruptedException {
    submit(2, List.of("flaky", "good"), NONE, AS_MADE);
  }

  /** Several that machines fail in the same way. */
  void broken() throws IOException, InterruptedException {
    submit(1, Collections.nCopies(5, "broken"), NONE, AS_MADE);
  }

  /** One that another arch follows. */
  void chained() throws IOException, InterruptedException {
    submit(4, List.of("good"), NONE, AS_MADE);
  }

  /** One as the original's command submits it. */
  void nameless() throws IOException, InterruptedException {
    nameless.submit(parcel("good", 2));
  }

  /** A build, and one that waits for it. */
  void family() throws IOException, InterruptedException {
    family("good", AS_MADE);
  }

  /** A build that fails, and not before somebody can wait for it; and one that does. */
  void orphans() throws IOException, InterruptedException {
    family("hangs", List.of("canceled"));
  }

  /** Builds that may end in any way. */
  List<String> anything(int count) throws IOException, InterruptedException {
    return submit(2, Collections.nCopies(count, "good"), NONE, LOOSE);
  }

  /** Builds whose publication another one may delay. */
  void delayed() throws IOException, InterruptedException {
    submit(1, List.of("good", "good"), NONE, AS_MADE);
  }

  /** A package that is there already, where it is refused then. */
  void again() throws IOException, InterruptedException {
    var published = new Parcel("good-" + OLD, 1, "f3.x86_64", false);
    submit(List.of(published), NONE, List.of("skipped"));
  }

  /** The same package twice at once, where the second one is refused. */
  List<String> twins() throws IOException, InterruptedException {
    List<Parcel> parcel = List.of(parcel("good", 3));
    packages.make(parcel);
    List<String> ids = Collections.synchronizedList(new ArrayList<>());
    var other = new Thread(() -> submitTwin(parcel, ids), "twin");
    other.start();
    submitTwin(parcel, ids);
    other.join();
    return ids;
  }

  private void submitTwin(List<Parcel> parcel, List<String> ids) {
    try {
      submitter.submit(parcel, NONE, List.of("skipped"), job -> ids.add(id(job)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String id(ObjectNode job) {
    return job.required("build_id").textValue();
  }

  private void family(String parent, List<String> also) throws IOException, InterruptedException {
    List<String> ids = submit(1, List.of(parent), NONE, AS_MADE);
    if (!ids.isEmpty()) {
      submit(1, List.of("good"), Optional.of(ids.get(0)), also);
    }
  }

  private List<String> submit(
      int target, List<String> words, Optional<String> after, List<String> also)
      throws IOException, InterruptedException {
    return submit(
        words.stream().map(word -> parcel(word, target)).distinct().toList(), after, also);
  }

  private synchronized List<String> submit(
      List<Parcel> parcels, Optional<String> after, List<String> also)
      throws IOException, InterruptedException {
    packages.make(parcels);
    List<String> ids = new ArrayList<>();
    submitter.submit(parcels, after, also, job -> ids.add(id(job)));
    return ids;
  }

  private Parcel parcel(String word, int target) {
    String name = word + "-" + String.format("%03d", 900 + random.nextInt(NAMES));
    return new Parcel(name, 1 + random.nextInt(2), "f" + target + ".x86_64", false);
  }
}
