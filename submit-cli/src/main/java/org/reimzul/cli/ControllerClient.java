package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** What the controller tells over http. */
final class ControllerClient {
  private final URI base;

  /** {@code base} ends in a slash. */
  ControllerClient(URI base) {
    this.base = base;
  }

  /** Where a source package is to be fetched from. */
  URI incoming(String srpm) {
    // the only characters of the grammar that may not stand, or may mean a blank, in a path
    return base.resolve("reimzul-incoming/" + srpm.replace("^", "%5E").replace("+", "%2B"));
  }

  /** True if incoming has this source package; any answer but yes and no is an IOException. */
  boolean hasSource(String srpm) throws IOException {
    return Http.has(incoming(srpm));
  }

  /** The record of a build, or empty when it is not known (yet). */
  Optional<ObjectNode> build(BuildId id) throws IOException {
    return object("reimzul-api/builds/" + id);
  }

  /** The records of this many builds at most, the newest first. */
  List<ObjectNode> newest(int most) throws IOException {
    URI uri = base.resolve("reimzul-api/builds?limit=" + most);
    byte[] list = Http.get(uri).orElseThrow(() -> new IOException(uri + " is not there"));
    try {
      return Json.readAll(list);
    } catch (MalformedMessageException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }

  /** The workers that the record has heard of, or empty from a controller that keeps none. */
  Optional<ObjectNode> workers() throws IOException {
    return object("reimzul-api/workers");
  }

  private Optional<ObjectNode> object(String path) throws IOException {
    URI uri = base.resolve(path);
    Optional<byte[]> document = Http.get(uri);
    try {
      return document.isEmpty() ? Optional.empty() : Optional.of(Json.read(document.get()));
    } catch (MalformedMessageException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }
}
