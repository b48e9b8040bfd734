package org.reimzul.faults.harm;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that can be done to the farm.
 *
 * @param kind what is done, as {@code kill}
 * @param victim to whom, by kind: two workers are one victim
 * @param parts what no other fault may touch meanwhile
 * @param phase what the victim is doing now; empty if it has no work that could be lost
 * @param strike does it
 */
public record Fault(
    String kind,
    String victim,
    Set<String> parts,
    Supplier<Optional<String>> phase,
    Strike strike) {
  /** The deed. */
  @FunctionalInterface
  public interface Strike {
    /**
     * Does it, if the victim lives and works at that very moment.
     *
     * @param pick chooses durations and the like
     * @return what remains to be done; empty if it hit nobody at work, and then, as when it throws,
     *     everything that can be healed is
     */
    Optional<Blow> at(Random pick) throws Exception;
  }

  /** What counts are kept of. */
  public String what() {
    return kind + " " + victim;
  }
}
