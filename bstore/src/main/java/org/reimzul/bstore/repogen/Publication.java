package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.lifecycle.CrashPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run over one dirty repository, by who holds its lock: from the dirty list to new metadata,
 * and then to the outbox. A crash anywhere leaves the dirty list for the next run.
 */
final class Publication {
  private static final Logger log = LoggerFactory.getLogger(Publication.class);

  private final Store store;
  private final String target;
  private final Extras extras;
  private final Retention keep;
  private final List<String> options;
  private final List<String> names = new ArrayList<>();
  private final List<BuildId> standing = new ArrayList<>();
  private final List<BuildId> withdrawn = new ArrayList<>();

  Publication(Store store, String target, Extras extras, Retention keep, List<String> options) {
    this.store = store;
    this.target = target;
    this.extras = extras;
    this.keep = keep;
    this.options = options;
  }

  void run() throws IOException, InterruptedException {
    names.addAll(store.dirty(target).names());
    PackageIndex index = index();
    index.save();
    CrashPoint.reach("bstore.publish.indexed");
    List<String> packages = index.locations();
    String fingerprint = extras.fingerprint();
    generate(packages, extras.gather());
    log.info("{} lists {} packages now", target, packages.size());
    extras.seen(fingerprint);
    var published = new PublishedNames(store, target);
    boolean all = published.missing();
    published.replace(withdrawn);
    published.add(all ? store.commits().builds() : standing);
    CrashPoint.reach("bstore.publish.named");
    handOver();
  }

  private PackageIndex index() throws IOException {
    boolean inherited = new Inherited(store, target).takeOver();
    CrashPoint.reach("bstore.publish.inherited");
    PackageIndex index = PackageIndex.load(store, target);
    for (String name : names) {
      Names.withdrawn(name).ifPresent(withdrawn::add);
    }
    if (inherited || !withdrawn.isEmpty()) {
      index = index.anew(); // what was withdrawn had replaced something, which comes back
    }
    for (String name : names) {
      Optional<BuildId> build = Names.build(name);
      if (build.isPresent() && store.commits().standing(build.get()).isPresent()) {
        standing.add(build.get());
        index.add(build.get());
      }
    }
    return index;
  }

  private void generate(List<String> packages, Map<Extra, Path> files)
      throws IOException, InterruptedException {
    Path repository = store.repository(target);
    Durable.directories(repository);
    var generations = new Generations(repository, keep, Clock.systemUTC());
    Path fresh = generations.next();
    CrashPoint.reach("bstore.publish.begun");
    try {
      new Createrepo().run(repository, packages, generations.current(), fresh, files, options);
      generations.publish(fresh);
    } catch (IOException | InterruptedException | RuntimeException e) {
      generations.drop(fresh); // above all a full disk needs no half of it
      throw e;
    }
  }

  /**
   * What isn't a build or a withdrawal is somebody's request; a build may be withdrawn unlisted.
   */
  private void handOver() throws IOException {
    for (String name : names) {
      if (Names.withdrawn(name).isPresent()
          || Names.build(name).filter(standing::contains).isPresent()) {
        store.dirty(target).moveTo(store.outbox(), name);
      } else {
        store.dirty(target).remove(name);
      }
      CrashPoint.reach("bstore.publish.handed_over");
    }
  }
}
