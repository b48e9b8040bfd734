package org.reimzul.faults.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Tiny source packages, made by rpmbuild once and kept from run to run. */
public final class Packages {
  private static final String DOC =
      """
      %%package doc
      Summary: What there is to say about %1$s
      BuildArch: noarch
      %%description doc
      One line.
      %%files doc
      /usr/share/doc/%1$s
      """;
  private static final String SPEC =
      """
      %%global debug_package %%{nil}
      Name: %1$s
      Version: 1.0
      Release: %2$d%%{?dist}
      Summary: A package under fire
      License: Apache-2.0
      %%description
      It holds the moment of its build.
      %3$s
      %%install
      mkdir -p %%{buildroot}/usr/share/faults %%{buildroot}/usr/share/doc
      date +%%s.%%N > %%{buildroot}/usr/share/faults/%1$s
      %4$s
      %%files
      /usr/share/faults/%1$s
      """;

  private final Path cache;

  /** Keeps them in this directory. */
  public Packages(Path cache) throws IOException {
    this.cache = Files.createDirectories(cache);
  }

  /** The source package's file. */
  public Path file(Parcel parcel) {
    return cache.resolve(parcel.srpm());
  }

  /** Makes those that are not there yet. */
  public void make(List<Parcel> parcels) throws IOException, InterruptedException {
    List<Parcel> missing =
        parcels.stream()
            .map(each -> new Parcel(each.name(), each.release(), each.target(), false))
            .distinct()
            .filter(each -> !Files.exists(file(each)))
            .toList();
    ExecutorService makers = Executors.newFixedThreadPool(2);
    try {
      Stream<Callable<Path>> work = missing.stream().map(each -> () -> make(each));
      for (Future<Path> made : makers.invokeAll(work.toList())) {
        made.get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException("cannot make the source packages: " + e.getCause(), e);
    } finally {
      makers.shutdownNow();
    }
  }

  /** The text of its spec file. */
  static String spec(Parcel parcel) {
    String name = parcel.name();
    String doc = parcel.hasDoc() ? DOC.formatted(name) : "";
    String install = parcel.hasDoc() ? "echo %s > %%{buildroot}/usr/share/doc/%1$s" : "";
    return SPEC.formatted(name, parcel.release(), doc, install.formatted(name));
  }

  private Path make(Parcel parcel) throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory(cache, ".making-");
    Path spec = Files.writeString(dir.resolve(parcel.name() + ".spec"), spec(parcel));
    new ProcessRunner()
        .capture(
            Command.of(
                "rpmbuild",
                "-bs",
                "--define",
                "_topdir " + dir,
                "--define",
                "dist ." + parcel.targetName(),
                "--",
                spec.toString()));
    Files.move(dir.resolve("SRPMS").resolve(parcel.srpm()), file(parcel));
    new ProcessRunner().capture(Command.of("rm", "-r", "--", dir.toString()));
    return file(parcel);
  }
}
