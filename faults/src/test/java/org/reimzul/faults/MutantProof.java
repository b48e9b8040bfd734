package org.reimzul.faults;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.cli.UserException;

/**
 * {@code ./dev faults --mutants}: the checker finds each of the original's faults in a farm that
 * has it, and nothing in one that has none.
 */
public final class MutantProof {
  private final Path dist;
  private final Path sources;
  private final Path target;

  MutantProof(Path dist, Path root) {
    this.dist = dist;
    this.sources = root.resolve("faults/src/test/mutants");
    this.target = root.resolve("faults/target/mutants");
  }

  /** Distribution, root of the sources, and which mutants; none: all, and the control. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]).toRealPath();
    var proof = new MutantProof(Path.of(args[0]).toRealPath(), root);
    List<String> only = List.of(args).subList(2, args.length);
    if (!known().containsAll(only)) {
      System.err.println("./dev: a mutant is one of " + String.join(", ", known()));
      System.exit(2);
    }
    try {
      System.exit(proof.run(only) ? 0 : 1);
    } catch (UserException e) {
      System.err.println("./dev: " + e.getMessage());
      System.exit(1);
    }
  }

  private boolean run(List<String> only) throws Exception {
    int caught = 0;
    List<Mutant> mutants =
        Mutants.all().stream()
            .filter(mutant -> only.isEmpty() || only.contains(mutant.name()))
            .toList();
    for (Mutant mutant : mutants) {
      caught += caught(mutant) ? 1 : 0;
    }
    boolean clean = true;
    boolean control = only.isEmpty() || only.contains(MutantFarm.CONTROL);
    if (control) {
      clean = farm(dist, MutantFarm.CONTROL);
    }
    World.say(
        "mutants=%d caught=%d control=%s"
            .formatted(
                mutants.size(), caught, !control ? "not run" : clean ? "clean" : "not clean"));
    return caught == mutants.size() && clean;
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(Mutants.all().stream().map(Mutant::name).toList());
    known.add(MutantFarm.CONTROL);
    return known;
  }

  /** True if the checker finds what is wrong with it. */
  boolean caught(Mutant mutant) throws Exception {
    Path dir = target.resolve(mutant.name());
    return farm(new MutantDist(mutant, dist, dir).make(sources), mutant.name());
  }

  /** Runs one in namespaces of its own, and prints the last line of what it says. */
  private boolean farm(Path from, String name) throws Exception {
    List<String> args = new ArrayList<>(List.of(from.toString(), target.toString(), name));
    Files.createDirectories(target);
    File log = target.resolve(name + ".log").toFile();
    Process process =
        new ProcessBuilder(Sandbox.command(MutantFarm.class, args))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    int exit = process.waitFor();
    List<String> lines = Files.readAllLines(log.toPath());
    World.say(lines.isEmpty() ? name + " said nothing" : lines.get(lines.size() - 1));
    return exit == 0;
  }
}
