package org.reimzul.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.checker.Finding;
import org.reimzul.checker.Verdict;
import org.reimzul.faults.crash.Armory;
import org.reimzul.faults.lab.Shape;
import org.reimzul.faults.load.Packages;

/** One farm, mutated or not, from its start to the verdict; in namespaces of its own. */
public final class MutantFarm {
  /** The name of the farm that has no fault. */
  static final String CONTROL = "control";

  /** Each layer has to show what it is worth alone: what would repair the harm is off. */
  private static final String OWN = "[controller]\nreconciler = no\n";

  /** One that has lost a build would wait for ever; the control shows that it is enough. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path dist;
  private final Path dir;
  private final String name;
  private final Packages packages;
  private final Armory armory;

  private MutantFarm(Path dist, Path target, String name) throws IOException {
    this.dist = dist;
    this.dir = Files.createDirectories(target.resolve("farm-" + name));
    this.name = name;
    this.packages = new Packages(target.resolveSibling("packages"));
    this.armory = new Armory(dir.resolve("crash-" + System.currentTimeMillis()));
  }

  /** Distribution, directory for everything, name; the last line it prints is the outcome. */
  public static void main(String[] args) throws Exception {
    var farm = new MutantFarm(Path.of(args[0]), Path.of(args[1]), args[2]);
    boolean good = false;
    try {
      good = args[2].equals(CONTROL) ? farm.control() : farm.caught();
    } catch (Exception | AssertionError e) {
      e.printStackTrace(System.out);
      World.say("FAILED: " + args[2] + ": " + e);
    }
    System.exit(good ? 0 : 1); // whatever still waits for the farm
  }

  private boolean caught() throws Exception {
    Mutant mutant =
        Mutants.all().stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
    World world = world();
    Verdict verdict = live(world, List.of(mutant));
    Optional<Finding> found = verdict.findings().stream().filter(mutant::shows).findFirst();
    world.leave(found.isPresent());
    World.say(
        found.isPresent()
            ? "caught: " + name + " (" + found.get() + ")"
            : "MISSED: " + name + " (" + verdict.summary() + ")");
    return found.isPresent();
  }

  private boolean control() throws Exception {
    World world = world();
    Verdict verdict = live(world, Mutants.all());
    world.leave(verdict.clean());
    World.say((verdict.clean() ? "clean: " : "NOT CLEAN: ") + name + ", " + verdict.summary());
    return verdict.clean();
  }

  private World world() throws Exception {
    var wanted = new Wanted(50, 0, 1, "", false, false);
    var shape = new Shape(wanted.bstoreMebibytes(), 2, 5, armory.option(), OWN, false);
    return new World(dist, dir, packages, wanted, shape, Duration.ZERO);
  }

  private Verdict live(World world, List<Mutant> scenes) throws Exception {
    var stage = new Stage(world, packages, armory);
    Verdict verdict =
        world.live(
            () -> {
              for (Mutant mutant : scenes) {
                World.say("scene of " + mutant.name());
                mutant.scene().play(stage);
                world.recover(PATIENCE);
              }
            });
    verdict.findings().forEach(finding -> World.say(finding.toString()));
    return verdict;
  }
}
