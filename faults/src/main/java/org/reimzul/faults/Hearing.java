package org.reimzul.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Network;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.watch.Answers;

/** Waits for the word of ends, which may have been lost and is told again then. */
final class Hearing {
  private static final long LOOK_MILLIS = 250;
  private static final Duration SIGNER = Duration.ofSeconds(25);
  private static final String WITHDRAWN = ".withdrawn";

  private final Answers answers = answers();
  private final Place place;

  Hearing(Place place) {
    this.place = place;
  }

  /** What the farm's controller answers. */
  static Answers answers() {
    return new Answers(URI.create("http://" + Network.LAB + ":" + Lab.WEB_PORT + "/"));
  }

  /**
   * Waits until the record has heard of every end: only then was everybody told, and what was lost
   * on the way was told again. Returns the builds of which it hasn't.
   */
  List<String> await(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<String> unheard = unheard(committed());
    while (!unheard.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_MILLIS);
      unheard = unheard(unheard);
    }
    awaitSigner();
    return unheard;
  }

  private List<String> unheard(List<String> builds) throws InterruptedException {
    List<String> unheard = new ArrayList<>();
    for (String build : builds) {
      Path withdrawal = place.commit(build + WITHDRAWN);
      if (!answers.ended(build, Files.exists(withdrawal))) {
        unheard.add(build);
      }
    }
    return unheard;
  }

  /** The reconciler tells the signer again, but not of what another build has taken the place. */
  private void awaitSigner() throws IOException, InterruptedException {
    long end = System.nanoTime() + SIGNER.toNanos();
    List<String> open = committed();
    while (!open.isEmpty() && System.nanoTime() - end < 0) {
      List<String> still = new ArrayList<>();
      for (String build : open) {
        if (!answers.collected(build)) {
          still.add(build);
        }
      }
      open = still;
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private List<String> committed() throws IOException {
    try (Stream<Path> commits = Files.list(place.commit(""))) {
      return commits
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(WITHDRAWN) && !name.startsWith("."))
          .toList();
    }
  }
}
