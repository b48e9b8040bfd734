package org.reimzul.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** Turns an order into the builds that it asks for, or says why it cannot be served. */
final class OrderCheck {
  private final FarmSettings settings;
  private final SourceCheck sources;
  private final ParentsCheck parents;
  private final Clock clock;

  OrderCheck(FarmSettings settings, SourceCheck sources, ParentsCheck parents, Clock clock) {
    this.settings = settings;
    this.sources = sources;
    this.parents = parents;
    this.clock = clock;
  }

  /** One build for each source package and arch, in the order's order. Changes nothing. */
  List<BuildRequest> check(Order order) throws UserException, InterruptedException {
    try {
      settings.requireTarget(order.target());
      Optional<TargetConfig> target = Optional.ofNullable(settings.targets().get(order.target()));
      String distTag = distTag(order, target);
      List<String> arches = arches(order, target);
      List<Source> packages = sources.check(order.srpms());
      List<BuildId> after = parents.check(order.after());
      List<BuildRequest> builds = new ArrayList<>();
      for (Source source : packages) {
        arches.forEach(arch -> builds.add(build(source, arch, order, distTag, after)));
      }
      return builds;
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    } catch (IOException e) {
      throw new UserException(Reason.of(e));
    }
  }

  private static String distTag(Order order, Optional<TargetConfig> target) throws UserException {
    return order
        .distTag()
        .or(() -> target.flatMap(TargetConfig::distTag))
        .orElseThrow(
            () ->
                new UserException(
                    "target " + order.target() + " has no disttag configured: give one with -d"));
  }

  private List<String> arches(Order order, Optional<TargetConfig> target) throws UserException {
    if (order.arches().isEmpty() && target.isEmpty()) {
      throw new UserException(
          "target " + order.target() + " has no arches configured: give them with -a");
    }
    List<String> arches = order.arches().isEmpty() ? target.orElseThrow().arches() : order.arches();
    return arches.stream().map(settings.arches()::require).distinct().toList();
  }

  private BuildRequest build(
      Source source, String arch, Order order, String distTag, List<BuildId> after) {
    var job =
        new BuildJob(
            source.name(),
            arch,
            order.target() + "." + arch,
            distTag,
            order.scratch(),
            order.submitter(),
            Optional.of(BuildId.mint(clock.instant())),
            source.sha256(),
            Map.of());
    TubeName tube = after.isEmpty() ? TubeName.of(settings.arches().tubeOf(arch)) : Tubes.AFTER;
    return new BuildRequest(source, job.withAfter(after), tube, order.urgency());
  }
}
