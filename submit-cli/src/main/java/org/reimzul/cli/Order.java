package org.reimzul.cli;

import java.util.List;
import java.util.Optional;

/**
 * What the user asked for, not yet checked.
 *
 * @param srpms paths, or names of files in incoming
 * @param arches empty: the target's
 * @param target without an arch
 * @param after ids of the builds to wait for
 * @param distTag empty: the target's
 */
record Order(
    List<String> srpms,
    List<String> arches,
    String target,
    Optional<String> distTag,
    boolean scratch,
    Urgency urgency,
    List<String> after,
    String submitter) {}
