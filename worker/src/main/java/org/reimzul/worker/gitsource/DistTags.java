package org.reimzul.worker.gitsource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a disttag from a branch's name, as the distributions name theirs. */
public final class DistTags {
  /** {@code c7}, {@code c8s}, {@code c9-beta}, {@code epel9}, {@code rhel-9.4.0}, {@code el10}. */
  private static final Pattern EL =
      Pattern.compile("(?:c|epel|rhel-?|el)([1-9][0-9]?)s?(?:[./_-].*)?");

  /** {@code f42}. */
  private static final Pattern FEDORA = Pattern.compile("f([1-9][0-9]{1,2})(?:[./_-].*)?");

  private DistTags() {}

  /** The disttag of packages from this branch, or empty if nothing tells it. */
  public static Optional<String> ofBranch(String branch) {
    Matcher el = EL.matcher(branch);
    if (el.matches()) {
      return Optional.of(".el" + el.group(1));
    }
    Matcher fedora = FEDORA.matcher(branch);
    return fedora.matches() ? Optional.of(".fc" + fedora.group(1)) : Optional.empty();
  }
}
