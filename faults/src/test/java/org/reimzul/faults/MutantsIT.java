package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.Namespaces;

/** The mutants fit the farm of today; {@code ./dev faults --mutants} has all of them caught. */
@Timeout(300)
class MutantsIT {
  private final Path dist = Path.of(System.getProperty("reimzul.dist"));
  private final Path root = Path.of(System.getProperty("reimzul.root"));
  private final Path sources = root.resolve("faults/src/test/mutants");

  @TempDir Path dir;

  @Test
  void there_is_a_directory_of_classes_for_each_mutant() throws IOException {
    try (Stream<Path> children = Files.list(sources)) {
      assertThat(children.map(child -> child.getFileName().toString()))
          .hasSizeGreaterThanOrEqualTo(10)
          .containsExactlyInAnyOrderElementsOf(Mutants.all().stream().map(Mutant::name).toList());
    }
  }

  @Test
  void each_class_of_a_mutant_can_stand_for_a_real_one() throws Exception {
    for (Mutant mutant : Mutants.all()) {
      Path classes =
          new MutantDist(mutant, dist, dir.resolve(mutant.name()))
              .compile(sources.resolve(mutant.name()));
      try (URLClassLoader real = loader(List.of());
          URLClassLoader mutated = loader(List.of(classes.toUri().toURL()))) {
        for (String name : names(classes)) {
          Class<?> original = real.loadClass(name);
          Class<?> other = mutated.loadClass(name);
          assertThat(other.getProtectionDomain().getCodeSource().getLocation())
              .isEqualTo(classes.toUri().toURL());
          assertThat(members(other)).as(name).containsAll(members(original));
          assertThat(Arrays.toString(other.getInterfaces()))
              .isEqualTo(Arrays.toString(original.getInterfaces()));
        }
      }
    }
  }

  @Test
  void the_checker_catches_a_farm_that_publishes_scratch_builds() throws Exception {
    assumeTrue(Namespaces.allowed(), "namespaces and mounts are not allowed here");
    Mutant mutant =
        Mutants.all().stream()
            .filter(each -> each.name().equals("publish-scratch"))
            .findAny()
            .orElseThrow();

    assertThat(new MutantProof(dist.toRealPath(), root.toRealPath()).caught(mutant)).isTrue();
  }

  private URLClassLoader loader(List<URL> first) throws IOException {
    List<URL> urls = new ArrayList<>(first);
    for (Path file : MutantDist.files(dist.resolve("lib"))) {
      if (file.toString().endsWith(".jar")) {
        urls.add(file.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static List<String> names(Path classes) throws IOException {
    return MutantDist.files(classes).stream()
        .map(file -> classes.relativize(file).toString())
        .filter(name -> !name.contains("$"))
        .map(name -> name.replace('/', '.').replaceAll("\\.class$", ""))
        .toList();
  }

  private static Set<String> members(Class<?> type) {
    Stream<Method> methods = Arrays.stream(type.getDeclaredMethods());
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    return Stream.concat(methods, constructors)
        .filter(each -> !each.isSynthetic() && !Modifier.isPrivate(each.getModifiers()))
        .map(MutantsIT::signature)
        .collect(Collectors.toSet());
  }

  private static String signature(Executable member) {
    String result = member instanceof Method method ? method.getReturnType().getName() : "";
    return result + " " + member.getName() + Arrays.toString(member.getParameterTypes());
  }
}
