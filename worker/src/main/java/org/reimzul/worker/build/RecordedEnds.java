package org.reimzul.worker.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;

/**
 * Asks the record how builds have ended, where bstore keeps no commits. It knows only what has
 * arrived there, and nothing while the notifier is the original's, too.
 */
final class RecordedEnds implements Ends {
  private static final long MOST = 16L << 20;
  private static final Map<String, EndState> ENDS =
      Map.of(
          "PUBLISHED", EndState.PUBLISHED,
          "SIGNED", EndState.PUBLISHED,
          "FAILED", EndState.FAILED,
          "SKIPPED", EndState.SKIPPED,
          "CANCELED", EndState.CANCELED,
          "WITHDRAWN", EndState.WITHDRAWN);

  private final URI base;
  private final Http http;
  private final Path file;

  /**
   * @param controller its URL, ending in a slash
   * @param directory for a temporary file
   */
  RecordedEnds(URI controller, Http http, Path directory) {
    this.base = controller.resolve("reimzul-api/builds/");
    this.http = http;
    this.file = directory.resolve("recorded.json");
  }

  @Override
  public Optional<History.End> find(BuildId build, Heartbeat beat)
      throws IOException, InterruptedException {
    try {
      return http.fetch(base.resolve(build.value()), file, MOST, beat) == 200
          ? read(Files.readAllBytes(file))
          : Optional.empty();
    } catch (BrokenOffException e) {
      throw new InfrastructureException(e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Optional<History.End> read(byte[] text) {
    try {
      Fields in = Fields.of(text);
      String state = in.text("state");
      Optional<ObjectNode> result = in.object("result");
      String timestamp = result.map(r -> r.path("timestamp").asText("")).orElse("");
      return Optional.ofNullable(ENDS.get(state)).map(end -> new History.End(end, timestamp));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty(); // another program's answer, or a newer controller's
    }
  }
}
