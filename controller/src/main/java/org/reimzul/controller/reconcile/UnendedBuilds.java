package org.reimzul.controller.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.record.BuildRecord;
import org.reimzul.controller.record.Heard;
import org.reimzul.controller.record.RecordAwayException;
import org.reimzul.core.job.BuildId;

/** The builds that the record knows no end of. */
final class UnendedBuilds {
  private static final int PAGE = 500;

  private final BuildQueries record;

  UnendedBuilds(BuildQueries record) {
    this.record = record;
  }

  /** All of which nothing was heard recently. */
  List<BuildRecord> quiet(Heard recently) throws RecordAwayException, InterruptedException {
    List<BuildRecord> all = new ArrayList<>();
    Optional<BuildId> last = Optional.empty();
    List<BuildRecord> page;
    do {
      page = record.unended(recently, last, PAGE);
      all.addAll(page);
      last = page.isEmpty() ? last : Optional.of(new BuildId(page.get(page.size() - 1).id()));
    } while (page.size() == PAGE);
    return all;
  }

  /**
   * The same by the jobs that they are made in. A chained build has none of its own: it is made
   * again when its parent's job is, which finds the parent ended and goes on.
   */
  List<Carried> byJob(List<BuildRecord> quiet) throws RecordAwayException, InterruptedException {
    Map<BuildId, Carried> byJob = new LinkedHashMap<>();
    for (BuildRecord build : quiet) {
      BuildId id = new BuildId(build.id()).carrier();
      Carried known = byJob.get(id);
      if (known != null) {
        byJob.put(id, known.and(build));
      } else {
        Optional<BuildRecord> carrier =
            id.value().equals(build.id()) ? Optional.of(build) : record.find(id);
        carrier.ifPresent(found -> byJob.put(id, new Carried(found, List.of(build))));
      }
    }
    return List.copyOf(byJob.values());
  }
}
