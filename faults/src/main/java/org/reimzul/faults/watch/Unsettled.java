package org.reimzul.faults.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Parcel;

/**
 * The builds that are not over for everybody: bstore has no commit of theirs, or the record hasn't
 * heard how they ended, or a chained arch is not over. A withdrawal opens a build again. For one
 * thread.
 */
public final class Unsettled {
  private static final String WITHDRAWN = ".withdrawn";
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Acknowledged books;
  private final Place place;
  private final Answers answers;
  private final Set<String> settled = new HashSet<>();
  private final Set<String> chained = new LinkedHashSet<>();
  private boolean slow;

  /** Of this farm. */
  public Unsettled(Acknowledged books, Place place, Answers answers) {
    this.books = books;
    this.place = place;
    this.answers = answers;
  }

  /** Those of now. Whoever answers slowly isn't asked about the others. */
  public List<String> now() throws IOException, InterruptedException {
    slow = false;
    Set<String> withdrawn = withdrawn();
    List<String> open = new ArrayList<>();
    for (Map.Entry<String, Parcel> each : books.all().entrySet()) {
      if (!over(each.getKey(), withdrawn.contains(each.getKey()), each.getValue().chained())) {
        open.add(each.getKey());
      }
    }
    for (String each : List.copyOf(chained)) {
      if (!over(each, false, List.of())) {
        open.add(each);
      }
    }
    return open;
  }

  private boolean over(String build, boolean withdrawn, List<String> arches)
      throws InterruptedException {
    String state = build + (withdrawn ? WITHDRAWN : "");
    if (settled.contains(state)) {
      return true;
    }
    if (slow || !Files.exists(place.commit(build))) {
      return false;
    }
    long asked = System.nanoTime();
    boolean over = answers.ended(build, withdrawn);
    if (over && !arches.isEmpty() && answers.published(build)) {
      arches.forEach(arch -> chained.add(build + "-" + arch));
    }
    slow = System.nanoTime() - asked > SLOW.toNanos();
    return over && settled.add(state);
  }

  private Set<String> withdrawn() throws IOException {
    try (Stream<Path> commits = Files.list(place.commit(""))) {
      return commits
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(WITHDRAWN))
          .map(name -> name.substring(0, name.length() - WITHDRAWN.length()))
          .collect(Collectors.toSet());
    }
  }
}
