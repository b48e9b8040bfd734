package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;

/**
 * The files {@code published/TARGET/SRPM}, each naming the build of a source package that the
 * repository lists. A chained build has none: its parent's stands for both.
 */
public final class PublishedNames {
  private static final Comparator<CommitRecord.Built> AGE =
      Comparator.comparing(CommitRecord.Built::committed).thenComparing(CommitRecord.Built::build);

  private final Store store;
  private final String target;

  /** Those of a target. */
  public PublishedNames(Store store, String target) {
    this.store = store;
    this.target = target;
  }

  /** True when there never was any, or somebody has removed them to have them made anew. */
  boolean missing() {
    return Files.notExists(dir());
  }

  /** Writes a file for each of these builds that stands and is the newest of its source package. */
  void add(Collection<BuildId> builds) throws IOException {
    Durable.directories(dir());
    Map<String, CommitRecord.Built> newest = new HashMap<>();
    for (BuildId build : builds) {
      standing(build).ifPresent(b -> newest.merge(srpm(b), b, PublishedNames::newer));
    }
    for (CommitRecord.Built built : newest.values()) {
      Optional<CommitRecord.Built> listed = find(built);
      if (listed.isEmpty() || newer(listed.get(), built).equals(built)) {
        write(built);
      }
    }
  }

  /** What these withdrawn builds leave behind: an earlier build's name, or none. */
  void replace(Collection<BuildId> withdrawn) throws IOException {
    Durable.directories(dir());
    Set<String> srpms = new HashSet<>();
    for (BuildId build : withdrawn) {
      store.commits().built(build).ifPresent(built -> srpms.add(srpm(built)));
    }
    if (srpms.isEmpty()) {
      return;
    }
    Map<String, CommitRecord.Built> left = new HashMap<>();
    for (BuildId build : store.commits().builds()) {
      standing(build)
          .filter(built -> srpms.contains(srpm(built)))
          .ifPresent(built -> left.merge(srpm(built), built, PublishedNames::newer));
    }
    for (String srpm : srpms) {
      if (left.containsKey(srpm)) {
        write(left.get(srpm));
      } else {
        Files.deleteIfExists(dir().resolve(srpm));
      }
    }
  }

  /** Removes the file if it names this build: it is withdrawn. */
  public void remove(CommitRecord.Built withdrawn) throws IOException {
    if (named(srpm(withdrawn)).filter(withdrawn.build()::equals).isPresent()) {
      Files.deleteIfExists(dir().resolve(srpm(withdrawn)));
    }
  }

  private Path dir() {
    return store.published(target);
  }

  private static String srpm(CommitRecord.Built built) {
    return built.result().job().srpm();
  }

  private static CommitRecord.Built newer(CommitRecord.Built one, CommitRecord.Built other) {
    return AGE.compare(one, other) > 0 ? one : other;
  }

  private Optional<CommitRecord.Built> standing(BuildId build) throws IOException {
    return build.parent().isPresent()
        ? Optional.empty()
        : store.commits().standing(build).filter(built -> built.target().equals(target));
  }

  private Optional<CommitRecord.Built> find(CommitRecord.Built like) throws IOException {
    Optional<BuildId> named = named(srpm(like));
    return named.isPresent() ? standing(named.get()) : Optional.empty();
  }

  private Optional<BuildId> named(String srpm) throws IOException {
    try {
      Fields in = Fields.of(Files.readAllBytes(dir().resolve(srpm)));
      return Optional.of(in.text("build_id", BuildId::new));
    } catch (NoSuchFileException | MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // written anew
    }
  }

  private void write(CommitRecord.Built built) throws IOException {
    var text =
        Json.object()
            .put("v", Fields.VERSION)
            .put("build_id", built.build().value())
            .put("disttag", built.result().job().distTag());
    Durable.replace(dir().resolve(srpm(built)), Json.write(text));
  }
}
