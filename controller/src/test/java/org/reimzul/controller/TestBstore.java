package org.reimzul.controller;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
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
    BuildEvent result =
        TestBuilds.result(job, status, Optional.of(new AttemptToken("00112233445566aa")));
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

  /** Has a commit of this job that nobody can read. */
  public void damage(BuildJob job) throws IOException {
    write(job, "{\"v\":1,\"manifest\":{\"resu".getBytes(US_ASCII));
  }

  private void write(BuildJob job, byte[] text) throws IOException {
    Path commits = dir.resolve("commits");
    Path part = Files.write(commits.resolve(".part"), text);
    Files.move(part, commits.resolve(job.requireBuildId().value()));
  }

  public boolean committed(BuildJob job) {
    return Files.exists(dir.resolve("commits").resolve(job.requireBuildId().value()));
  }

  public void withdraw(BuildJob job) throws IOException {
    Files.writeString(dir.resolve("commits/" + job.requireBuildId() + ".withdrawn"), "{}");
  }

  /** Has the repodata of a target made at this time; it lists this build's packages at most. */
  public void repodata(String target, Instant at, Optional<BuildEvent> listed) throws IOException {
    Path repository = dir.resolve("repo").resolve(target);
    Path repodata = Files.createDirectories(repository.resolve("repodata"));
    String location =
        listed
            .map(
                build ->
                    String.format(
                        "<location href=\"%s/%s/%s.%s/x.rpm\"/>",
                        build.pkgname(), build.timestamp(), build.evr(), build.job().arch()))
            .orElse("");
    try (var out =
        new GZIPOutputStream(Files.newOutputStream(repodata.resolve("1-primary.xml.gz")))) {
      out.write(("<metadata>\n" + location + "\n</metadata>").getBytes(US_ASCII));
    }
    Path index = repodata.resolve("repomd.xml");
    Files.write(index, "<repomd><location href=\"repodata/1-primary.xml.gz\"/>".getBytes(US_ASCII));
    Files.setLastModifiedTime(index, FileTime.from(at));
  }

  @Override
  public void close() {
    server.stop();
  }
}
