package org.reimzul.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/**
 * A host of packages' repositories as a distribution has one: real git behind http, below {@code
 * /r/rpms/}, and a lookaside as plain files.
 */
public final class GitHost implements AutoCloseable {
  private static final String PREFIX = "/r/rpms/";

  private final Path root;
  private final WebServer web;
  private int asked;

  private GitHost(Path root, int port) throws IOException {
    this.root = root;
    Files.createDirectories(lookaside());
    HttpHandler files = new StaticFiles("/lookaside/", lookaside(), Set.of());
    web =
        new WebServer(
            new InetSocketAddress("127.0.0.1", port),
            Map.of(
                PREFIX,
                this::backend,
                "/lookaside/",
                exchange -> {
                  asked++;
                  files.handle(exchange);
                }));
    web.start();
  }

  /** Starts one that keeps everything in {@code root}. */
  public static GitHost start(Path root) throws IOException {
    return new GitHost(root, 0);
  }

  /** Starts one on this port. */
  public static GitHost start(Path root, int port) throws IOException {
    return new GitHost(root, port);
  }

  /** Its address, for {@code git_url}. */
  public String url() {
    return "http://127.0.0.1:" + web.port();
  }

  /** What the lookaside serves below {@code /lookaside/}. */
  public Path lookaside() {
    return root.resolve("lookaside");
  }

  /** How often the lookaside was asked. */
  public int asked() {
    return asked;
  }

  /** The section {@code [scm]} of a worker. */
  public String ini() {
    return ini(url());
  }

  /** The same for a host of this address. */
  public static String ini(String url) {
    return """
        [scm]
        git_url = %s
        metadata_url = {git_url}/lookaside/sources/{pkg}/{branch}/{hash}
        lookaside_url = {git_url}/lookaside/{pkg}/{file}/{hashtype}/{hash}/{file}
        """
        .formatted(url);
  }

  /** The bare repository of a package. */
  public Path repository(String pkg) {
    return root.resolve("r/rpms/" + pkg + ".git");
  }

  /** Commits exactly these files (by path) to a branch, which is made; returns the commit. */
  public String commit(String pkg, String branch, Map<String, String> files) throws Exception {
    Path work = Files.createTempDirectory(root, "work");
    if (Files.notExists(repository(pkg))) {
      git(root, "init", "--quiet", "--bare", repository(pkg).toString());
      git(repository(pkg), "config", "http.receivepack", "false");
    }
    git(root, "clone", "--quiet", repository(pkg).toString(), work.toString());
    boolean there = git(work, "branch", "--remotes").contains("origin/" + branch + "\n");
    git(work, "checkout", "--quiet", there ? branch : "-b" + branch);
    git(work, "rm", "--quiet", "-r", "--ignore-unmatch", ".");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = work.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return push(work, branch);
  }

  /** Commits and pushes what a work tree holds; returns the commit. */
  public String push(Path work, String branch) throws Exception {
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "--allow-empty", "--message=a change");
    git(work, "push", "--quiet", "origin", "HEAD:refs/heads/" + branch);
    return git(work, "rev-parse", "HEAD").strip();
  }

  /** Runs git somewhere; returns what it printed. */
  public static String git(Path dir, String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(
            List.of("git", "-c", "user.name=alice", "-c", "user.email=alice@example.org"));
    argv.addAll(List.of("-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"));
    argv.addAll(List.of(arguments));
    return new ProcessRunner().capture(Command.of(argv).in(dir));
  }

  /** Hands a request to git's own CGI program and its answer back. */
  private void backend(HttpExchange exchange) throws IOException {
    var cgi = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = cgi.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    header(exchange, "Content-Type", "CONTENT_TYPE", environment);
    header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", environment);
    header(exchange, "Git-Protocol", "GIT_PROTOCOL", environment);
    Process process = cgi.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    answer(exchange, process.getInputStream());
  }

  private static void header(
      HttpExchange exchange, String header, String variable, Map<String, String> environment) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static void answer(HttpExchange exchange, InputStream from) throws IOException {
    int status = 200;
    for (String line = line(from); !line.isEmpty(); line = line(from)) {
      String[] sides = line.split(": ", 2);
      if (sides[0].equals("Status")) {
        status = Integer.parseInt(sides[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(sides[0], sides[1]);
      }
    }
    byte[] body = from.readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String line(InputStream from) throws IOException {
    var line = new StringBuilder();
    for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    web.stop();
  }
}
