package org.reimzul.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/**
 * A distribution in which some programs have alternative classes: those are copied, so that they
 * find their libraries here, with the classes in front. All else is the real one's, by links.
 */
final class MutantDist {
  private final Mutant mutant;
  private final Path real;
  private final Path dir;

  /** {@code dir} is made anew. */
  MutantDist(Mutant mutant, Path real, Path dir) {
    this.mutant = mutant;
    this.real = real;
    this.dir = dir;
  }

  /** Makes it from the alternative classes in {@code sources}; returns where it is. */
  Path make(Path sources) throws IOException, InterruptedException {
    new ProcessRunner().capture(Command.of("rm", "-rf", "--", dir.toString()));
    Path dist = dir.resolve("dist");
    Files.createDirectories(dist.resolve("bin"));
    Files.createDirectories(dist.resolve("lib"));
    Path classes = compile(sources.resolve(mutant.name()));
    jar(classes, dist.resolve("lib/00-mutant.jar"));
    for (Path each : list(real)) {
      switch (each.getFileName().toString()) {
        case "bin" -> programs(each, dist.resolve("bin"));
        case "lib" -> libraries(each, dist.resolve("lib"));
        default -> link(each, dist);
      }
    }
    return dist;
  }

  /** Compiles alternative classes against the real ones; returns the directory of the former. */
  Path compile(Path sources) throws IOException {
    Path classes = Files.createDirectories(dir.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "--release", "17"));
    arguments.addAll(List.of("-cp", jars(), "-d", classes.toString()));
    files(sources).forEach(file -> arguments.add(file.toString()));
    var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IOException(mutant.name() + " does not compile");
    }
    return classes;
  }

  private String jars() throws IOException {
    return list(real.resolve("lib")).stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void programs(Path from, Path to) throws IOException {
    for (Path each : list(from)) {
      if (mutant.roles().contains(role(each, ""))) {
        Path copy = to.resolve(each.getFileName());
        Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
      } else {
        link(each, to);
      }
    }
  }

  /** An archive of classes is good for the real ones only. */
  private void libraries(Path from, Path to) throws IOException {
    for (Path each : list(from)) {
      if (!mutant.roles().contains(role(each, ".jsa"))) {
        link(each, to);
      }
    }
  }

  private static String role(Path file, String suffix) {
    String name = file.getFileName().toString();
    return name.startsWith("reimzul-") && name.endsWith(suffix)
        ? name.substring("reimzul-".length(), name.length() - suffix.length())
        : "";
  }

  private static void link(Path real, Path in) throws IOException {
    Files.createSymbolicLink(in.resolve(real.getFileName()), real);
  }

  private static List<Path> list(Path dir) throws IOException {
    try (Stream<Path> children = Files.list(dir)) {
      return children.sorted().toList();
    }
  }

  /** All files below a directory. */
  static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file)) {
      for (Path each : files(classes)) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }
}
