package org.reimzul.bstore.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Programs;

/** Tiny packages, made by rpmbuild once for each test JVM. */
public final class Rpms {
  private static final Map<Path, List<Path>> MADE = new ConcurrentHashMap<>();
  private static final String SPEC =
      """
      Name: NAME
      Version: 1.0
      Release: 1
      Summary: A package of the tests
      License: MIT
      BuildArch: noarch
      %description
      A package of the tests.
      %package libs
      Summary: Its subpackage
      %description libs
      Its subpackage.
      %install
      mkdir -p %{buildroot}/usr/share/NAME
      echo CONTENT > %{buildroot}/usr/share/NAME/main
      echo NAME > %{buildroot}/usr/share/NAME/libs
      %files
      /usr/share/NAME/main
      %files libs
      /usr/share/NAME/libs
      """;

  private Rpms() {}

  /** The source package NAME-1.0-1, its package and its subpackage NAME-libs. */
  public static List<Path> of(String name) {
    return MADE.computeIfAbsent(Path.of("target/test-rpms", name), top -> make(top, name, name));
  }

  /** The same names, another content. */
  public static List<Path> rebuilt(String name) {
    return MADE.computeIfAbsent(
        Path.of("target/test-rpms/rebuilt", name), top -> make(top, name, "again"));
  }

  private static List<Path> make(Path dir, String name, String content) {
    try {
      Path top = Files.createDirectories(dir.toAbsolutePath());
      String text = SPEC.replace("NAME", name).replace("CONTENT", content);
      Path spec = Files.writeString(top.resolve(name + ".spec"), text);
      new ProcessRunner()
          .capture(
              Command.of(
                  Programs.require("rpmbuild").toString(),
                  "--define",
                  "_topdir " + top,
                  "-ba",
                  "--",
                  spec.toString()));
      return List.of(
          top.resolve("SRPMS/" + name + "-1.0-1.src.rpm"),
          top.resolve("RPMS/noarch/" + name + "-1.0-1.noarch.rpm"),
          top.resolve("RPMS/noarch/" + name + "-libs-1.0-1.noarch.rpm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
