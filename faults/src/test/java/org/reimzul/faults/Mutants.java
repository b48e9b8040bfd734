package org.reimzul.faults;

import static org.reimzul.checker.Finding.Kind.LOST;
import static org.reimzul.checker.Finding.Kind.TWICE;
import static org.reimzul.checker.Finding.Kind.UNEXPECTED;

import java.util.List;
import java.util.Set;

/** The original's faults. */
final class Mutants {
  private static final String ENDLESS = "it has no end";

  private Mutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "delete-before-work", Set.of("worker"), LOST, ENDLESS, Scenes::worker_dies_building),
        new Mutant("ignore-rsync-exit", Set.of("worker"), LOST, ENDLESS, Scenes::rsyncd_is_away),
        new Mutant(
            "drop-when-locked", Set.of("repogen-worker"), LOST, ENDLESS, Scenes::repogen_is_busy),
        new Mutant(
            "stale-lock", Set.of("repogen-worker"), LOST, ENDLESS, Scenes::repogen_dies_publishing),
        new Mutant(
            "sign-failed",
            Set.of("controller", "signer", "worker"),
            UNEXPECTED,
            "tosign .* is not as a published build has made it",
            Scenes::build_fails_late),
        new Mutant(
            "publish-scratch",
            Set.of("repogen-worker"),
            UNEXPECTED,
            "is of a build submitted as scratch",
            Scenes::scratch),
        new Mutant(
            "ack-before-record",
            Set.of("controller"),
            LOST,
            ENDLESS + "|notify_history lacks|the record doesn't know",
            Scenes::controller_dies_recording),
        new Mutant(
            "lose-mqtt", Set.of("controller"), LOST, "MQTT never told of", Scenes::broker_is_away),
        new Mutant(
            "half-set-visible",
            Set.of("worker", "repogen-worker"),
            LOST,
            "no package is in|lacks the package",
            Scenes::upload_is_cut),
        new Mutant(
            "reuse-timestamp",
            Set.of("repogen-worker"),
            TWICE,
            "belongs to all of",
            Scenes::same_package_in_one_second));
  }
}
