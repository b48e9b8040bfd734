package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Reservation;

/** What bstore shows to the world: commits and repositories over http; and its end of a tube. */
final class TinyBstore implements AutoCloseable {
  static final String TIMESTAMP = "20260304050607";
  static final String EVR = "1.0-1.el7_4";

  private final Path root;
  private final WebServer server;

  private TinyBstore(Path root, WebServer server) {
    this.root = root;
    this.server = server;
  }

  static TinyBstore start(Path dir) throws IOException {
    Path root = Files.createDirectories(dir.resolve("bstore"));
    Files.createDirectories(root.resolve("commits"));
    Files.createDirectories(root.resolve("repo"));
    var files = new StaticFiles("/bstore/", root, Set.of("commits", "repo"));
    var server = new WebServer(new InetSocketAddress("127.0.0.1", 0), Map.of("/bstore/", files));
    server.start();
    return new TinyBstore(root, server);
  }

  /** The section of a configuration that points here. */
  String section() {
    return "[bstore]\nbase_url = http://127.0.0.1:" + server.port() + "/bstore\n";
  }

  Path repository(String target) {
    return root.resolve("repo").resolve(target);
  }

  /** Commits a result of tiny-1.0. */
  void commit(BuildJob job, Status status) throws IOException {
    var result =
        new BuildEvent(
            job,
            status,
            "b1",
            EVR,
            "tiny",
            TIMESTAMP,
            Optional.of(AttemptToken.mint()),
            status == Status.FAILED ? Optional.of("rpmbuild: exit 1") : Optional.empty());
    var nevra = Nevra.parse("tiny-0:" + EVR + ".noarch");
    var rpm = new Artifact("tiny-" + EVR + ".noarch.rpm", 1, "0".repeat(64), Optional.of(nevra));
    Instant now = Instant.now();
    write(job, "manifest", new Manifest(result, now, now, List.of(rpm)).toJson());
  }

  /** Commits an end without a result. */
  void commit(BuildEnd end) throws IOException {
    write(end.job(), "end", end.toJson());
  }

  private void write(BuildJob job, String key, ObjectNode what) throws IOException {
    ObjectNode record = Json.object().put("v", 1);
    record.set(key, what);
    record.put("committed", Instant.now().toString());
    Path file = root.resolve("commits").resolve(job.requireBuildId().value());
    Path part = Files.createTempFile(root, "commit", ".part");
    Files.write(part, Json.write(record));
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      // the first end counts
    }
  }

  void withdraw(BuildId build) throws IOException {
    Files.write(
        root.resolve("commits").resolve(build + ".withdrawn"),
        new byte[0],
        StandardOpenOption.CREATE);
  }

  /** Puts a package into a repository where build's place is; the repodata are another matter. */
  void place(String target, String timestamp, Path rpm) throws IOException {
    Path place = repository(target).resolve("tiny/" + timestamp + "/" + EVR + ".noarch");
    Files.createDirectories(place);
    Files.copy(rpm, place.resolve(rpm.getFileName()));
  }

  /** Takes it out again. */
  void remove(String target, String timestamp) throws IOException {
    Path place = repository(target).resolve("tiny/" + timestamp + "/" + EVR + ".noarch");
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Makes the repodata of what is in a repository. */
  void createrepo(String target, String compression) throws Exception {
    Files.createDirectories(repository(target));
    new ProcessRunner()
        .capture(
            Command.of(
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--general-compress-type=" + compression,
                "--",
                repository(target).toString()));
  }

  /** The next request in bstore's tube, taken out of it. */
  static BstoreRequest take(Beanstalk queue) throws BeanstalkException, MalformedMessageException {
    queue.watch(Tubes.BSTORE);
    if (queue.reserve(Duration.ofSeconds(20)) instanceof Reservation.Reserved reserved) {
      queue.delete(reserved.job().id());
      return BstoreRequest.decode(reserved.job().body());
    }
    throw new AssertionError("nothing was requested of bstore");
  }

  @Override
  public void close() {
    server.stop();
  }
}
