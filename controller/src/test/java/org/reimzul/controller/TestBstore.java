package org.reimzul.controller;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;

/** What bstore serves over http: commits, tombstones and repodata, in the directory of a test. */
public final class TestBstore implements AutoCloseable {
  private final Path dir;
  private final WebServer server;

  public TestBstore(Path dir) throws IOException {
    this.dir = dir;
    Files.createDirectories(dir.resolve("commits"));
    Files.createDirectories(dir.resolve("repo"));
    server =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/bstore/", new StaticFiles("/bstore/", dir, Set.of("commits", "repo"))));
    server.start();
  }

  /** As {@code [bstore] base_url} takes it. */
  public String url() {
    return "http://127.0.0.1:" + server.port() + "/bstore";
  }

  /** Commits a result of this job. */
  public BuildEvent commit(BuildJob job, Status status, Instant committed) throws IOException {
    Optional<String> reason =
        status == Status.FAILED ? Optional.of("it does not compile") : Optional.empty();
    var result =
        new BuildEvent(
            job,
            status,
            "builder1",
            "1.0-1",
            "hello",
            "20261121080000",
            Optional.of(new AttemptToken("00112233445566aa")),
            reason);
    var manifest = new Manifest(result, committed, committed, List.of());
    var out = Json.object().put("v", Fields.VERSION).put("committed", committed.toString());
    out.set("manifest", manifest.toJson());
    write(job, Json.write(out));
    return result;
  }

  /** Commits an end without a result. */
  public void commit(BuildJob job, EndState state, String reason) throws IOException {
    Instant now = Instant.now();
    var out = Json.object().put("v", Fields.VERSION).put("committed", now.toString());
    out.set("end", new BuildEnd(job, state, reason, "test", now).toJson());
    write(job, Json.write(out));
  }

  private void write(BuildJob job, byte[] text) throws IOException {
    Path commits = dir.resolve("commits");
    Path part = Files.write(commits.resolve(".part"), text);
    Files.move(part, commits.resolve(job.requireBuildId().value()));
  }

  public void withdraw(BuildJob job) throws IOException {
    Files.writeString(dir.resolve("commits/" + job.requireBuildId() + ".withdrawn"), "{}");
  }

  /** Has the repodata of a target made at this time. */
  public void repodata(String target, Instant at) throws IOException {
    Path repodata =
        Files.createDirectories(dir.resolve("repo").resolve(target).resolve("repodata"));
    Path file = repodata.resolve("repomd.xml");
    Files.write(file, "<repomd/>".getBytes(StandardCharsets.US_ASCII));
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  @Override
  public void close() {
    server.stop();
  }
}
