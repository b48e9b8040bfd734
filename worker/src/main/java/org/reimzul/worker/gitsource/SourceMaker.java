package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.core.rpm.RpmHeader;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.SourceRecipe;
import org.reimzul.worker.source.Http;

/**
 * From a request to a source package, step by step; every step can be repeated. Each throws {@link
 * PackageFailure} when the package is to blame, InfrastructureException when a server is away, and
 * {@link GitException} when git fails for another reason.
 */
public final class SourceMaker {
  private final ScmConfig config;
  private final Builder builder;
  private final Git git;
  private final Lookaside lookaside;
  private final RpmFiles rpm = new RpmFiles();

  /** Makes them with this builder. */
  public SourceMaker(ScmConfig config, Http http, Builder builder) {
    this.config = config;
    this.builder = builder;
    this.git = new Git(config);
    this.lookaside = new Lookaside(config, http);
  }

  /** Where a package's repository is. */
  public URI repository(String pkg) {
    return config.repository().with(config.gitUrl(), Map.of("pkg", pkg));
  }

  /** The commit that the request's ref stands for now. */
  public String resolve(SourceRequest request, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    return new Refs(git).resolve(repository(request.pkg()), request, desk, beat);
  }

  /** Brings the commit's files here; the request has one. */
  public void checkOut(SourceRequest request, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    String commit = request.commit().orElseThrow();
    new Checkout(git).of(repository(request.pkg()), commit, desk, beat);
  }

  /** Brings the sources here that are not in git. */
  public void complete(SourceRequest request, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    lookaside.complete(SourceTree.of(desk.tree(), request.pkg()), request, desk, beat);
  }

  /**
   * Makes the source package in the builder.
   *
   * @param as the build that it is for: its arch, target and disttag
   */
  public MadeSource make(SourceRequest request, BuildJob as, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    SourceTree tree = SourceTree.of(desk.tree(), request.pkg());
    builder.makeSource(
        new SourceRecipe(as, tree.spec(), tree.sources(), desk.attempt(), desk.result()), beat);
    beat.beat();
    return check(only(desk.result()));
  }

  private static Path only(Path result) throws IOException, PackageFailure {
    try (Stream<Path> files = Files.list(result)) {
      List<Path> made = files.filter(file -> file.toString().endsWith(".src.rpm")).toList();
      if (made.size() != 1) {
        throw new PackageFailure("made " + made.size() + " source packages, not one");
      }
      return made.get(0);
    }
  }

  private MadeSource check(Path file) throws IOException, InterruptedException, PackageFailure {
    String name = file.getFileName().toString();
    try {
      Grammar.srpm(name);
      rpm.verifyDigests(file);
      RpmHeader header = rpm.header(file);
      String named = header.nevra().name() + "-" + header.evr() + ".src.rpm";
      if (!named.equals(name) || !header.nevra().source()) {
        throw new PackageFailure(name + " is not what its header says: " + named);
      }
      return new MadeSource(file, header);
    } catch (IllegalArgumentException e) {
      throw new PackageFailure("the source package's name is not one: " + e.getMessage());
    } catch (RpmException e) {
      throw new PackageFailure("the source package is damaged: " + e.getMessage());
    }
  }
}
