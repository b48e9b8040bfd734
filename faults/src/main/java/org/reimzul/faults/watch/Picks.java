package org.reimzul.faults.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which packages of one repository to fetch: each that was not listed before, and a few that were.
 * What is listed has to be there for as long as it is, and whole.
 */
final class Picks {
  private static final int AGAIN = 2;

  private final Set<Named> seen = new HashSet<>();
  private final Random random = new Random();
  private String primary = "";
  private List<Named> listed = List.of();

  /** The next ones, by who has just fetched this primary.xml. */
  List<Named> next(Named file, byte[] content) throws IOException {
    List<Named> picks = new ArrayList<>();
    if (!file.sha256().equals(primary)) {
      listed = Repodata.packages(content);
      primary = file.sha256();
      listed.stream().filter(seen::add).forEach(picks::add);
    }
    for (int i = 0; i < AGAIN && !listed.isEmpty(); i++) {
      picks.add(listed.get(random.nextInt(listed.size())));
    }
    return picks;
  }
}
