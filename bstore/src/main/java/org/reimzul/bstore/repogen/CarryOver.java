package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reimzul.bstore.store.Trees;

/**
 * Keeps replaced metadata within reach of who holds an old repomd.xml: what is young, and what any
 * of the last generations lists.
 */
final class CarryOver {
  private static final String REPODATA = "repodata";
  private static final Pattern HREF = Pattern.compile("<location href=\"repodata/([^\"/]+)\"");

  private final Path generations;
  private final Retention keep;
  private final Clock clock;

  CarryOver(Path generations, Retention keep, Clock clock) {
    this.generations = generations;
    this.keep = keep;
    this.clock = clock;
  }

  /** Links what a reader may still want from the repodata {@code from} into {@code to}. */
  void run(Path from, Path to) throws IOException {
    Instant oldest = clock.instant().minus(keep.age());
    Set<String> replaced = listed(from);
    Set<String> recent = recent();
    for (Path file : Trees.children(from)) {
      String name = file.getFileName().toString();
      if (name.equals("repomd.xml")
          || !Files.isRegularFile(file)
          || Files.exists(to.resolve(name))) {
        continue;
      }
      if (replaced.contains(name)) {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      }
      if (recent.contains(name) || !Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
        Files.createLink(to.resolve(name), file);
      }
    }
  }

  /** What any of the last generations lists, however old. */
  private Set<String> recent() throws IOException {
    Set<String> names = new HashSet<>();
    for (Path generation : Trees.children(generations)) {
      names.addAll(listed(generation.resolve(REPODATA)));
    }
    return names;
  }

  private static Set<String> listed(Path repodata) throws IOException {
    Path repomd = repodata.resolve("repomd.xml");
    if (Files.notExists(repomd)) {
      return Set.of();
    }
    return HREF.matcher(Files.readString(repomd))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }
}
