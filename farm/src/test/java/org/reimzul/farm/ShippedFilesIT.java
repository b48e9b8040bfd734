package org.reimzul.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

/** A farm behind the stunnels that we ship, and its log under the logrotate that we ship. */
class ShippedFilesIT {
  private static final Path DIST = Path.of(System.getProperty("reimzul.dist"));
  private static final String ITS_OWN = "0123456789abcdef".repeat(4);
  private static final String THE_WORKERS = "fedcba9876543210".repeat(4);

  @TempDir static Path dir;
  private static FarmLayout layout;
  private static Farm farm;
  private static Path srpm;

  @BeforeAll
  static void start() throws Exception {
    srpm = new SourcePackages(dir.resolve("srpms")).make("reimzul-noarch");
    layout = FarmLayout.in(dir);
    // the servers' own users read what they serve
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    farm = new Farm(DIST, layout, Builder.rpmbuild());
    farm.killWorker("worker1");
  }

  @AfterAll
  static void stop() {
    farm.close();
  }

  @Test
  void a_worker_behind_tunnels_builds_and_a_stranger_is_kept_out() throws Exception {
    try (var tunnels = new Tunnels(dir, DIST, real())) {
      tunnels.start("controller", "controller", secrets("controller"));
      tunnels.start("bstore", "bstore", secrets("bstore"));
      tunnels.start("worker", "w1", "w1:" + THE_WORKERS + "\n");
      try (ServerProcess worker = worker(tunnels)) {
        String build = submit();
        awaitLogged(1);
        assertThat(worker.logText()).contains(build).contains("Success; uploading");
      }
      assertThat(answers(tunnels.port("w1", "11300"))).startsWith("OK ");
      tunnels.start("worker", "stranger", "w1:" + "00".repeat(32) + "\n");
      assertThat(answers(tunnels.port("stranger", "11300"))).isEmpty();
      assertThat(answers(tunnels.port("controller", "21300"))).as("without TLS").isEmpty();
    }
  }

  @Test
  void the_log_is_rotated_under_a_running_controller() throws Exception {
    String worker = farm.startWorker();
    submit();
    awaitLogged(1);
    Path conf = Files.createDirectories(dir.resolve("logrotate")).resolve("conf");
    String shipped = Files.readString(DIST.resolve("config/logrotate-reimzul"));
    Files.writeString(
        conf,
        shipped
            .replace("/var/log/reimzul/reimzul.log", log().toString())
            .replace("reimzul reimzul", "root root"));
    String state = conf.resolveSibling("state").toString();
    run("logrotate", "--force", "--state", state, "--", conf.toString());
    farm.daemon("controller").signal("HUP");
    assertThat(Files.size(log())).isZero();
    assertThat(log().resolveSibling("reimzul.log.1.gz")).isNotEmptyFile();
    submit();
    awaitLogged(1);
    farm.check();
    farm.killWorker(worker);
  }

  @Test
  void nginx_serves_repositories_and_hides_the_rest() throws Exception {
    try (FrontServer nginx = FrontServer.nginx(DIST, dir)) {
      assertServes(nginx.base());
    }
  }

  @Test
  void httpd_serves_repositories_and_hides_the_rest() throws Exception {
    try (FrontServer httpd = FrontServer.httpd(DIST, dir)) {
      assertServes(httpd.base());
    }
  }

  private static void assertServes(String base) throws Exception {
    String repository = base + "repo/" + FarmLayout.repository() + "/";
    HttpResponse<String> metadata = get(repository + "repodata/repomd.xml");
    assertThat(metadata.body()).contains("<repomd");
    assertThat(metadata.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(get(repository).statusCode()).isEqualTo(200);
    Files.createFile(Files.createDirectories(dir.resolve("bstore/commits")).resolve("a-build"));
    assertThat(get(base + "commits/a-build").statusCode()).isEqualTo(200);
    Files.delete(dir.resolve("bstore/commits/a-build"));
    for (String secret :
        List.of("state/", "incoming/", "work/", "tosign/", "../reimzul.ini", "repo/../state/")) {
      assertThat(get(base + secret).statusCode()).as(secret).isBetween(400, 404);
    }
    assertThat(get(repository + ".generations/").statusCode()).isBetween(403, 404);
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private static Path log() {
    return layout.dir().resolve("log/reimzul.log");
  }

  private static void awaitLogged(int results) {
    Await.until(
        Duration.ofMinutes(1),
        "a result in the log of builds",
        () ->
            Files.readString(log()).lines().filter(l -> l.contains("Success")).count() >= results);
  }

  private static String submit() throws Exception {
    return new Submitter(farm).submit(List.of(srpm)).get(0);
  }

  private static void run(String... argv) throws IOException, InterruptedException {
    new ProcessRunner().capture(Command.of(argv));
  }

  private static String secrets(String own) {
    return own + ":" + ITS_OWN + "\nw1:" + THE_WORKERS + "\n";
  }

  private static Map<String, Integer> real() throws IOException {
    String ini = Files.readString(layout.config());
    return Map.of(
        "11300", port(ini, "beanstalk"),
        "11080", layout.incomingPort(),
        "11081", layout.bstorePort(),
        "11873", FreePort.next(), // nothing is built from git here
        "11874", port(ini, "rsync"));
  }

  private static int port(String ini, String scheme) {
    var found = Pattern.compile(scheme + "://[^:]+:([0-9]+)").matcher(ini);
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  /** Its configuration names nothing but the near ends of the tunnels. */
  private static ServerProcess worker(Tunnels tunnels) throws IOException {
    String text =
        """
        [beanstalkd]
        url = beanstalk://127.0.0.1:%d
        [controller]
        url = http://127.0.0.1:%d/
        [bstore]
        base_url = http://127.0.0.1:%d/bstore
        [worker]
        builder = rpmbuild
        work_dir = %s/behind
        upload_url = rsync://127.0.0.1:%d/
        """
            .formatted(
                tunnels.port("w1", "11300"),
                tunnels.port("w1", "11080"),
                tunnels.port("w1", "11081"),
                layout.dir(),
                tunnels.port("w1", "11874"));
    Path ini = Files.writeString(layout.dir().resolve("behind.ini"), text);
    String program = DIST.resolve("bin/reimzul-worker").toString();
    return ServerProcess.start(
        "worker", layout.log("behind"), Map.of(), List.of(program, "--config", ini.toString()));
  }

  /** What a queue at this port says to who asks for its state; nothing if it can't be reached. */
  private static String answers(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
      socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return ""; // reset
    }
  }
}
