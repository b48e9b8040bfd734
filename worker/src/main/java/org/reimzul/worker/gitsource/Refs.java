package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.PackageFailure;

/** Asks a repository for which commit a name stands now. */
final class Refs {
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";
  private static final String PEELED = "^{}";

  private final Git git;

  Refs(Git git) {
    this.git = git;
  }

  /**
   * The commit of a request: its ref is a commit, {@code HEAD} for the branch's tip, or else a
   * branch or a tag, in this order.
   *
   * @throws PackageFailure when there is no such branch or ref
   */
  String resolve(URI url, SourceRequest request, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    String ref = request.ref();
    Map<String, String> there =
        list(
            url,
            List.of(HEADS + request.branch(), HEADS + ref, TAGS + ref, TAGS + ref + PEELED),
            desk,
            beat);
    String tip = there.get(HEADS + request.branch());
    if (tip == null) {
      throw new PackageFailure("no branch " + request.branch() + " in " + url);
    }
    if (ref.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      return ref;
    }
    if (ref.equals("HEAD")) {
      return tip;
    }
    return Stream.of(HEADS + ref, TAGS + ref + PEELED, TAGS + ref)
        .filter(there::containsKey)
        .map(there::get)
        .findFirst()
        .orElseThrow(() -> new PackageFailure("no branch or tag " + ref + " in " + url));
  }

  private Map<String, String> list(URI url, List<String> names, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    List<String> arguments =
        Stream.concat(Stream.of("ls-remote", "--quiet", "--", url.toString()), names.stream())
            .distinct()
            .toList();
    Map<String, String> found = new HashMap<>();
    for (String line : git.run(desk, arguments, beat).lines().toList()) {
      String[] sides = line.split("\t", 2);
      if (sides.length == 2 && sides[0].matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
        found.put(sides[1], sides[0]);
      }
    }
    return found;
  }
}
