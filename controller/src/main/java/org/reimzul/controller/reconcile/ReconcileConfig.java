package org.reimzul.controller.reconcile;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.config.BstoreUrl;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.Grammar;

/**
 * What reconciler and keeper are told: section {@code [reconcile]}, and what they share with the
 * other roles.
 *
 * @param every the pause between two looks
 * @param young builds that were heard of within this time are left alone; longer than any message
 *     is under way
 * @param unstaged how long a published build may wait for its signer before it is told again; zero
 *     for never
 * @param unadopted how long a success of an original worker may be unknown to bstore before its
 *     message is put again; zero for ever
 * @param unknown how long a build waits for one that the record doesn't know
 * @param bstore {@code [bstore] base_url}, ending in a slash
 * @param arches the farm's
 */
public record ReconcileConfig(
    Duration every,
    Duration young,
    Duration unstaged,
    Duration unadopted,
    Duration unknown,
    Deadlines deadlines,
    URI bstore,
    Arches arches) {
  private static final String SECTION = "reconcile";

  /** Reads it; problems go to {@code settings}. */
  public static ReconcileConfig read(Settings settings) {
    return new ReconcileConfig(
        positive(settings, "every", Duration.ofMinutes(1)),
        positive(settings, "young", Duration.ofMinutes(5)),
        settings.duration(SECTION, "unstaged", Duration.ofHours(1)),
        settings.duration(SECTION, "unadopted", Duration.ofMinutes(10)),
        settings.duration(SECTION, "unknown", Duration.ofMinutes(10)),
        Deadlines.read(settings),
        BstoreUrl.read(settings),
        new Arches(settings.words("farm", "arches", List.of(), Grammar::arch)));
  }

  private static Duration positive(Settings settings, String key, Duration fallback) {
    Duration read = settings.duration(SECTION, key, fallback);
    if (read.isZero()) {
      settings.problem(SECTION, key, "must be above zero");
      return fallback;
    }
    return read;
  }
}
