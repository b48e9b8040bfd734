package org.reimzul.worker.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;

/**
 * Runs rpmbuild on this machine: no isolation, and BuildRequires are neither checked nor installed.
 * For packages that one trusts.
 */
public final class RpmbuildBuilder implements Builder {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int KILLED = 128 + 9;

  private final String machine;
  private final ProcessRunner runner = new ProcessRunner();

  /**
   * @param machine its arch, as {@code uname -m} prints it
   */
  public RpmbuildBuilder(String machine) {
    this.machine = machine;
  }

  @Override
  public String name() {
    return "rpmbuild";
  }

  @Override
  public void build(BuildRequest request, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path top = Files.createDirectories(request.attempt().resolve("rpmbuild"));
    run(arguments(request, top), request.attempt(), request.result(), beat);
  }

  @Override
  public void makeSource(SourceRecipe recipe, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path top = Files.createDirectories(recipe.attempt().resolve("rpmbuild"));
    List<String> argv = new ArrayList<>(List.of("rpmbuild", "-bs", "--nodeps"));
    define(argv, "_topdir", top.toString());
    define(argv, "_tmppath", top.resolve("tmp").toString());
    define(argv, "_sourcedir", recipe.sources().toString());
    define(argv, "_srcrpmdir", recipe.result().toString());
    define(argv, "dist", recipe.job().distTag());
    argv.addAll(List.of("--", recipe.spec().toString()));
    run(argv, recipe.attempt(), recipe.result(), beat);
  }

  private void run(List<String> argv, Path attempt, Path result, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path top = attempt.resolve("rpmbuild");
    Files.createDirectories(top.resolve("tmp"));
    Files.writeString(result.resolve("stdout"), String.join(" ", argv) + "\n");
    Path log = result.resolve("build.log");
    Exit exit = runner.run(command(argv, attempt, top), log, beat);
    Orphans.end(attempt, PATIENCE, beat); // what the build started and forgot
    Files.writeString(result.resolve("stderr"), "rpmbuild: " + exit + "\n");
    if (!exit.ok() && Disk.full(attempt)) {
      throw new InfrastructureException("the disk of the worker's work_dir is full");
    }
    judge(exit, BuildLog.read(log));
  }

  private static void judge(Exit exit, BuildLog log)
      throws PackageFailure, InfrastructureException {
    if (exit.code() == KILLED) {
      throw new InfrastructureException("rpmbuild was killed, perhaps for want of memory");
    }
    if (!exit.ok()) {
      String reason = log.reason().orElse("rpmbuild: " + exit);
      if (Disk.toldBy(reason)) {
        throw new InfrastructureException(reason);
      }
      throw new PackageFailure(reason);
    }
  }

  private List<String> arguments(BuildRequest request, Path top) {
    List<String> argv = new ArrayList<>(List.of("rpmbuild", "-ra", "--nodeps"));
    String arch = request.job().arch();
    if (!arch.equals(machine)) {
      argv.addAll(List.of("--target", arch + "-linux"));
    }
    define(argv, "_topdir", top.toString());
    define(argv, "_tmppath", top.resolve("tmp").toString());
    define(argv, "_rpmdir", request.result().toString());
    define(argv, "_srcrpmdir", request.result().toString());
    define(argv, "_build_name_fmt", "%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm");
    define(argv, "dist", request.job().distTag());
    argv.addAll(List.of("--", request.srpm().toString()));
    return argv;
  }

  private static void define(List<String> argv, String name, String value) {
    argv.addAll(List.of("--define", name + " " + value));
  }

  private static Command command(List<String> argv, Path attempt, Path top) {
    return Command.of(argv)
        .in(top)
        .unlimited()
        .with("HOME", top.toString())
        .with("TMPDIR", top.resolve("tmp").toString())
        .with(Orphans.MARK, attempt.toString());
  }

  @Override
  public boolean knows(BuildJob job, Heartbeat beat) {
    return true;
  }

  /** Never: it has no root for another arch. */
  @Override
  public boolean chains(BuildJob job, Heartbeat beat) {
    return false;
  }

  @Override
  public void recover(Path attempt, Heartbeat beat) throws IOException, InterruptedException {
    Orphans.end(attempt, PATIENCE, beat);
  }

  @Override
  public boolean leftOvers(Path attempt) {
    return false;
  }
}
