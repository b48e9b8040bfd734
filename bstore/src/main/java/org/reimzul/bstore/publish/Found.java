package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reimzul.bstore.store.Sha256;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;

/**
 * A directory that an original worker has filled: no manifest says what belongs to it, so it is
 * looked at. What is no regular file, or has a name that no result has, is no part of it.
 */
public final class Found {
  private static final Pattern WRITTEN =
      Pattern.compile("Wrote: \\S*/builddir/build/RPMS/(\\S+\\.rpm)");
  private static final long LONGEST_LOG = 1L << 30;

  private final Path dir;
  private final RpmFiles rpm = new RpmFiles();

  /** The one at this place. */
  public Found(Path dir) {
    this.dir = dir;
  }

  /**
   * What is in it, every package whole; a success has a source package and others.
   *
   * @param pkgname the source package's name
   * @throws RefusedException when something is missing, or is not what it should be
   */
  public List<Artifact> files(String pkgname)
      throws IOException, InterruptedException, RefusedException {
    List<Artifact> files = new ArrayList<>();
    for (Path file : Trees.children(dir)) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && named(file)) {
        files.add(describe(file));
      }
    }
    requireSource(files, pkgname);
    requireAllWritten(files);
    return files;
  }

  private static boolean named(Path file) {
    try {
      Grammar.fileName(file.getFileName().toString());
      return true;
    } catch (IllegalArgumentException e) {
      return false; // rsync's own, while it writes
    }
  }

  private Artifact describe(Path file) throws IOException, InterruptedException, RefusedException {
    String name = file.getFileName().toString();
    Optional<Nevra> nevra = Optional.empty();
    if (name.endsWith(".rpm")) {
      nevra = Optional.of(nevra(file, name));
    }
    return new Artifact(name, Files.size(file), Sha256.of(file, LinkOption.NOFOLLOW_LINKS), nevra);
  }

  private Nevra nevra(Path file, String name)
      throws IOException, InterruptedException, RefusedException {
    try {
      rpm.verifyDigests(file);
      Nevra nevra = rpm.header(file).nevra();
      String proper =
          nevra.name() + "-" + nevra.version() + "-" + nevra.release() + "." + nevra.arch();
      if (!name.equals(proper + ".rpm")) {
        throw new RefusedException(name + " is " + nevra);
      }
      return nevra;
    } catch (RpmException e) {
      throw new RefusedException(e.getMessage());
    }
  }

  private static void requireSource(List<Artifact> files, String pkgname) throws RefusedException {
    List<Nevra> packages = files.stream().flatMap(file -> file.nevra().stream()).toList();
    List<Nevra> sources = packages.stream().filter(Nevra::source).toList();
    if (sources.size() != 1 || packages.size() < 2) {
      throw new RefusedException(
          "there are %d source packages and %d others"
              .formatted(sources.size(), packages.size() - sources.size()));
    }
    // the release may be another than the event's, as mock was given a disttag
    if (!sources.get(0).name().equals(pkgname)) {
      throw new RefusedException("it holds " + sources.get(0) + ", not " + pkgname);
    }
  }

  /** The original passes over a broken rsync: what the log says was made has to be there. */
  private void requireAllWritten(List<Artifact> files) throws IOException, RefusedException {
    Set<String> names = files.stream().map(Artifact::name).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(written());
    missing.removeAll(names);
    if (!missing.isEmpty()) {
      throw new RefusedException("build.log says that these were made: " + missing);
    }
  }

  private List<String> written() throws IOException {
    Path log = dir.resolve("build.log");
    if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) || Files.size(log) > LONGEST_LOG) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(WRITTEN::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .map(path -> path.substring(path.lastIndexOf('/') + 1))
          .toList();
    }
  }
}
