package org.reimzul.worker.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.BuildJob;
import org.reimzul.worker.source.SrpmName;

/** Which arches are also built after a job's own: the original's rules, or the target's. */
final class Chains {
  private static final Map<String, String> ORIGINAL = Map.of("x86_64", "i386", "ppc64", "ppc");
  private static final Set<String> ALSO_NOARCH = Set.of("kernel", "kernel-plus");

  private final Map<String, TargetConfig> targets;

  Chains(Map<String, TargetConfig> targets) {
    this.targets = Map.copyOf(targets);
  }

  /** In their order; empty for most. */
  List<String> after(BuildJob job) {
    String suffix = "." + job.arch();
    String name =
        job.target().endsWith(suffix)
            ? job.target().substring(0, job.target().length() - suffix.length())
            : job.target();
    TargetConfig target = targets.get(name);
    if (target != null && target.chains().containsKey(job.arch())) {
      return target.chains().get(job.arch());
    }
    List<String> then = new ArrayList<>();
    if (ORIGINAL.containsKey(job.arch())) {
      then.add(ORIGINAL.get(job.arch()));
      if (ALSO_NOARCH.contains(SrpmName.of(job.srpm()).pkgname())) {
        then.add("noarch");
      }
    }
    return then;
  }
}
