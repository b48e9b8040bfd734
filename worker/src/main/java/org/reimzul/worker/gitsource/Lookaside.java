package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.Trees;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;
import org.reimzul.worker.source.TooLargeException;

/** Fetches the sources that are not in git, and checks each of them. */
final class Lookaside {
  private final ScmConfig config;
  private final Http http;

  Lookaside(ScmConfig config, Http http) {
    this.config = config;
    this.http = http;
  }

  /**
   * Completes the sources; those that are there with the right digest are left alone.
   *
   * @throws PackageFailure when one can't be had, or isn't what its digest says
   * @throws InfrastructureException when the server is away
   */
  void complete(SourceTree tree, SourceRequest request, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    for (LookasideFile file : tree.metadata()) {
      complete(file, config.metadata(), tree, request, desk, beat);
    }
    for (LookasideFile file : tree.wanted()) {
      complete(file, config.lookaside(), tree, request, desk, beat);
    }
  }

  private void complete(
      LookasideFile file,
      UrlPattern pattern,
      SourceTree tree,
      SourceRequest request,
      Desk desk,
      Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    beat.beat();
    Path place = tree.sources().resolve(file.name());
    if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        && file.type().of(place).equals(file.hash())) {
      desk.note(file.name() + " is there");
      return;
    }
    URI from = address(file, pattern, request);
    Path fresh = desk.attempt().resolve("fetched");
    fetch(file, from, fresh, config.most() - Room.size(tree.sources()), beat);
    Trees.delete(place);
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    desk.note("fetched " + file.name() + " from " + from);
  }

  private URI address(LookasideFile file, UrlPattern pattern, SourceRequest request)
      throws GitException {
    String directory = request.sourcesDir().isEmpty() ? request.branch() : request.sourcesDir();
    URI from =
        pattern.with(
            config.gitUrl(),
            Map.of(
                "pkg", request.pkg(),
                "branch", directory,
                "file", file.name(),
                "hashtype", file.type().wire(),
                "hash", file.hash()));
    if (!"http".equals(from.getScheme()) && !"https".equals(from.getScheme())) {
      throw new GitException("the lookaside must be had over http or https, not " + from);
    }
    return from;
  }

  private void fetch(LookasideFile file, URI from, Path fresh, long most, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    int status;
    try {
      status = http.fetch(from, fresh, Math.max(0, most), beat);
    } catch (TooLargeException e) {
      throw new PackageFailure("the sources are larger than " + (config.most() >> 20) + " MiB");
    } catch (BrokenOffException e) {
      throw new InfrastructureException(e.getMessage());
    }
    if (status != 200) {
      throw new PackageFailure(
          "the source " + file.name() + " cannot be had: " + from + " answers " + status);
    }
    beat.beat();
    String found = file.type().of(fresh);
    if (!found.equals(file.hash())) {
      throw new PackageFailure(
          "the source %s is not the one that the package names: its %s is %s, not %s"
              .formatted(file.name(), file.type().wire(), found, file.hash()));
    }
  }
}
