package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;

/** Asks bstore how builds have ended. */
final class Commits implements Ends {
  private static final long MOST = 16L << 20;

  private final URI base;
  private final Http http;
  private final Path file;

  /**
   * @param bstore its base URL, ending in a slash
   * @param directory for a temporary file
   */
  Commits(URI bstore, Http http, Path directory) {
    this.base = bstore.resolve("commits/");
    this.http = http;
    this.file = directory.resolve("commit.json");
  }

  @Override
  public Optional<History.End> find(BuildId build, Heartbeat beat)
      throws IOException, InterruptedException {
    try {
      return http.find(base.resolve(build.value()), file, MOST, beat)
          ? Optional.of(read(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (BrokenOffException e) {
      throw new InfrastructureException(e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** A record that we can't read still says that the build has ended; nothing is chained to it. */
  private static History.End read(byte[] text) {
    try {
      Commit commit = Commit.decode(text);
      return new History.End(commit.state(), commit.result().map(BuildEvent::timestamp).orElse(""));
    } catch (MalformedMessageException | NewerMessageException e) {
      return new History.End(EndState.FAILED, "");
    }
  }
}
