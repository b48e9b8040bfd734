package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A git clone of this worker's own, pulled before each build; unchanged files keep their times,
 * which mock's root cache looks at. While it can't be pulled the last good commit is used, and each
 * build is told so.
 */
public final class ConfigClone implements ConfigSource {
  private static final Logger log = LoggerFactory.getLogger(ConfigClone.class);

  private final String url;
  private final Optional<String> branch;
  private final Path clone;
  private final Git git;
  private final Outage outage;

  /**
   * @param branch empty for the remote's default
   * @param home where the clone is kept
   */
  public ConfigClone(String url, Optional<String> branch, Path home) {
    this.url = url;
    this.branch = branch;
    this.clone = home.resolve("mock-config");
    this.git = new Git(home.resolve("mock-config.log"));
    this.outage = new Outage(log, "the git repository of mock configurations (" + url + ")");
  }

  @Override
  public Configurations refresh(Heartbeat beat) throws IOException, InterruptedException {
    if (Files.exists(clone)) {
      // of a git that was killed; nobody else works here
      Files.deleteIfExists(clone.resolve(".git/index.lock"));
      Optional<String> stale = fetch(beat);
      try {
        return checkOut(stale, beat);
      } catch (InfrastructureException e) {
        log.warn("the clone in {} cannot be used, making it anew: {}", clone, e.getMessage());
        Trees.delete(clone);
      }
    }
    cloneAnew(beat);
    return new Configurations(clone, Optional.of(git.head(clone)), Optional.empty());
  }

  private Configurations checkOut(Optional<String> stale, Heartbeat beat)
      throws IOException, InterruptedException {
    // HEAD is checked out as well: what a killed git has left half changed is no good clone
    String commit = stale.isEmpty() ? "FETCH_HEAD" : "HEAD";
    git.run(List.of("reset", "--quiet", "--hard", commit, "--"), clone, beat);
    return new Configurations(clone, Optional.of(git.head(clone)), stale);
  }

  private void cloneAnew(Heartbeat beat) throws IOException, InterruptedException {
    Path fresh = clone.resolveSibling("mock-config.new");
    Trees.delete(fresh);
    List<String> arguments = new ArrayList<>(List.of("clone", "--quiet"));
    branch.ifPresent(name -> arguments.add("--branch=" + name));
    arguments.addAll(List.of("--", url, fresh.toString()));
    git.run(arguments, Path.of("/"), beat);
    Files.move(fresh, clone, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Fetches; returns why it can't be done, or empty. */
  private Optional<String> fetch(Heartbeat beat) throws IOException, InterruptedException {
    String ref = branch.map(name -> "refs/heads/" + name).orElse("HEAD");
    try {
      git.run(List.of("fetch", "--quiet", "--", url, ref), clone, beat);
      outage.up();
      return Optional.empty();
    } catch (InfrastructureException e) {
      outage.down(e.getMessage() + "; building with the last good clone");
      return Optional.of(e.getMessage());
    }
  }
}
