package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.worker.builder.PackageFailure;

/**
 * What a commit holds, in either layout: {@code SPECS/} and {@code SOURCES/} as CentOS has it, or
 * all in one directory as dist-git.
 *
 * @param sources the directory of the sources; those of {@code wanted} may lack
 */
record SourceTree(
    Path spec, Path sources, List<LookasideFile> metadata, List<LookasideFile> wanted) {
  private static final String SPEC = ".spec";

  /** Looks through the files of a commit. */
  static SourceTree of(Path tree, String pkg) throws IOException, PackageFailure {
    Path specs = tree.resolve("SPECS");
    boolean split = Files.isDirectory(specs, LinkOption.NOFOLLOW_LINKS);
    Path sources = split ? tree.resolve("SOURCES") : tree;
    if (Files.exists(sources) && !Files.isDirectory(sources)) {
      throw new PackageFailure("SOURCES is not a directory");
    }
    return new SourceTree(
        spec(split ? specs : tree, pkg),
        Files.createDirectories(sources),
        SourcesList.metadata(tree.resolve("." + pkg + ".metadata")),
        SourcesList.distGit(tree.resolve("sources")));
  }

  private static Path spec(Path home, String pkg) throws IOException, PackageFailure {
    Path named = home.resolve(pkg + SPEC);
    if (Files.isRegularFile(named)) {
      return named;
    }
    List<Path> specs = new ArrayList<>();
    try (Stream<Path> files = Files.list(home)) {
      files.filter(file -> file.toString().endsWith(SPEC)).forEach(specs::add);
    }
    if (specs.size() != 1 || !Files.isRegularFile(specs.get(0))) {
      throw new PackageFailure(
          "the commit has no " + pkg + SPEC + ", nor just one other spec file");
    }
    return specs.get(0);
  }
}
