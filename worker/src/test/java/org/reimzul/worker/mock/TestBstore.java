package org.reimzul.worker.mock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Repositories over http. */
final class TestBstore implements AutoCloseable {
  private final Path root;
  private final WebServer web;

  private TestBstore(Path dir) {
    this.root = dir.resolve("bstore");
    this.web =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of("/bstore/", new StaticFiles("/bstore/", root, name -> true)));
  }

  static TestBstore start(Path dir) throws IOException {
    var bstore = new TestBstore(dir);
    Files.createDirectories(bstore.root);
    bstore.web.start();
    return bstore;
  }

  /** Its base URL. */
  URI base() {
    return URI.create("http://127.0.0.1:" + web.port() + "/bstore/");
  }

  /** A new, empty repository. */
  Path repository(String target) throws IOException, InterruptedException {
    Path repository = Files.createDirectories(root.resolve("repo").resolve(target));
    generate(repository);
    return repository;
  }

  /** Adds a package to a repository. */
  void publish(Path rpm, Path repository) throws IOException, InterruptedException {
    Files.copy(rpm, repository.resolve(rpm.getFileName()));
    generate(repository);
  }

  private static void generate(Path repository) throws IOException, InterruptedException {
    new ProcessRunner()
        .capture(
            Command.of(
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--compress-type=gz",
                "--",
                repository.toString()));
  }

  @Override
  public void close() {
    web.stop();
  }
}
