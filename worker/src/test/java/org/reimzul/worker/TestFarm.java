package org.reimzul.worker;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.config.Settings;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.RsyncServer;
import org.reimzul.testkit.ServerProcess;

/** Everything around a worker, for real: queue, rsync daemon, http of controller and bstore. */
public final class TestFarm implements AutoCloseable {
  /** Long enough for a loaded machine; nothing waits for it in vain. */
  public static final Duration SOON = Duration.ofSeconds(90);

  private static final TubeName X86 = TubeName.of("x86_64");

  private final Path dir;
  private final BeanstalkServer queue;
  private final RsyncServer rsync;
  private final WebServer web;
  private final Map<String, HttpHandler> replaced = new LinkedHashMap<>();
  private final List<ServerProcess> workers = new ArrayList<>();
  private final List<RunningWorker> successors = new ArrayList<>();

  private TestFarm(Path dir) throws IOException {
    this.dir = dir;
    for (String name :
        List.of(
            "incoming",
            "uploads",
            "commits",
            "published",
            "queue",
            "work",
            "api/builds",
            "bstore/repo/el9.x86_64")) {
      Files.createDirectories(dir.resolve(name));
    }
    queue = BeanstalkServer.start(dir.resolve("queue"));
    rsync = RsyncServer.start(dir.resolve("rsync"), rsyncConf());
    var incoming = new StaticFiles("/reimzul-incoming/", incoming(), java.util.Set.of());
    var commits = new StaticFiles("/bstore/commits/", dir.resolve("commits"), java.util.Set.of());
    var published =
        new StaticFiles("/bstore/published/", dir.resolve("published"), java.util.Set.of());
    web =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 0),
            Map.of(
                "/reimzul-incoming/",
                exchange ->
                    replaced
                        .getOrDefault(exchange.getRequestURI().getPath(), incoming)
                        .handle(exchange),
                "/reimzul-api/",
                new StaticFiles("/reimzul-api/", dir.resolve("api"), java.util.Set.of()),
                "/bstore/commits/",
                commits,
                "/bstore/published/",
                published));
    web.start();
  }

  /** Starts it in {@code dir}. */
  public static TestFarm start(Path dir) throws IOException {
    return new TestFarm(dir);
  }

  private String rsyncConf() throws IOException {
    // a daemon that root starts would drop to nobody; anybody else's stays who he is
    boolean root = Files.getAttribute(dir, "unix:uid").equals(0);
    return (root ? "uid = 0\ngid = 0\n" : "")
        + """
        use chroot = no
        [reimzul-incoming]
        path = %s
        read only = no
        write only = yes
        list = no
        munge symlinks = yes
        incoming chmod = D0755,F0644
        refuse options = perms delete* links hard-links devices specials owner group inplace \
        append* partial-dir temp-dir *-dest backup* remove-source-files write-devices
        [reimzul-bstore]
        path = %s
        read only = no
        [reimzul-srpms]
        path = %s
        read only = no
        write only = yes
        list = no
        munge symlinks = yes
        incoming chmod = D0755,F0644
        refuse options = perms delete* links hard-links devices specials owner group inplace \
        append* partial-dir temp-dir *-dest backup* remove-source-files write-devices
        """
            .formatted(uploads(), dir.resolve("bstore"), incoming());
  }

  /** Where source packages are served from. */
  public Path incoming() {
    return dir.resolve("incoming");
  }

  /** What bstore has been sent. */
  public Path uploads() {
    return dir.resolve("uploads");
  }

  /** The repository of the target, at a bstore that is the original's. */
  public Path repository() {
    return dir.resolve("bstore/repo/el9.x86_64");
  }

  /** Served as what the record knows of builds. */
  public Path recorded() {
    return dir.resolve("api/builds");
  }

  /** The worker's own directory. */
  public Path work() {
    return dir.resolve("work");
  }

  /** Served as bstore's commits. */
  public Path commits() {
    return dir.resolve("commits");
  }

  /** Served as bstore's list of what is published. */
  public Path published() {
    return dir.resolve("published");
  }

  /** The queue, to stop it. */
  public BeanstalkServer queue() {
    return queue;
  }

  /** The rsync daemon, to stop it. */
  public RsyncServer rsync() {
    return rsync;
  }

  /** The port of the http server. */
  public int webPort() {
    return web.port();
  }

  /** Answers for one source package in place of its file. */
  public void serve(String srpm, HttpHandler handler) {
    replaced.put("/reimzul-incoming/" + srpm, handler);
  }

  /** The configuration of a worker here, with these lines added to {@code [worker]}. */
  public String ini(String more) {
    return """
        [beanstalkd]
        url = %s
        ttr = 4s
        [controller]
        url = http://127.0.0.1:%d/
        [bstore]
        base_url = http://127.0.0.1:%d/bstore
        [worker]
        arches = x86_64
        work_dir = %s
        upload_url = rsync://127.0.0.1:%d/
        srpm_upload_url = rsync://127.0.0.1:%d/
        %s
        """
        .formatted(queue.url(), web.port(), web.port(), work(), rsync.port(), rsync.port(), more);
  }

  /** Starts a worker process. */
  public ServerProcess startWorker(String more) throws IOException {
    return startWorker(more, Map.of());
  }

  /** Starts a worker process with this added to its environment. */
  public ServerProcess startWorker(String more, Map<String, String> environment)
      throws IOException {
    Path file = dir.resolve("reimzul.ini");
    Files.writeString(file, ini(more));
    ServerProcess worker =
        ServerProcess.start(
            "worker",
            dir.resolve("worker" + workers.size() + ".log"),
            environment,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                "--config",
                file.toString()));
    workers.add(worker);
    return worker;
  }

  /** A worker in this process. */
  public RunningWorker runWorker(String more) throws Exception {
    return RunningWorker.start(Settings.parse(ini(more), "test"));
  }

  /**
   * Another worker in the place of one that was killed. It runs in this process: to start a JVM
   * costs more than all that it has to do. Ends with the farm.
   */
  public void succeed(String more) throws Exception {
    successors.add(runWorker(more));
  }

  /** A new connection to the queue. */
  public Beanstalk connect() throws Exception {
    return Beanstalk.connect(Endpoint.parse(queue.url()), ClientOptions.builder().build());
  }

  /** Puts a body into the tube x86_64; returns its number. */
  public long put(byte[] body) throws Exception {
    try (Beanstalk client = connect()) {
      return client.put(X86, body, Tubes.BUILD, Duration.ZERO, Duration.ofSeconds(4));
    }
  }

  /** Puts a request to build from git into its tube. */
  public void put(SourceRequest request) throws Exception {
    try (Beanstalk client = connect()) {
      client.put(Tubes.SOURCE, request.encode(), Tubes.BUILD, Duration.ZERO, Duration.ofSeconds(4));
    }
  }

  /** Puts a job for this source package. */
  public BuildJob submit(Path srpm, Optional<String> sha256) throws Exception {
    BuildJob plain = Jobs.of(srpm.getFileName().toString(), "x86_64", "el9.x86_64");
    var job =
        new BuildJob(
            plain.srpm(),
            plain.arch(),
            plain.target(),
            plain.distTag(),
            plain.scratch(),
            plain.submitter(),
            plain.buildId(),
            sha256,
            Map.of());
    put(job.encode());
    return job;
  }

  /** Takes the next message of a tube, except events of workers; fails if none comes. */
  public byte[] take(TubeName tube) throws Exception {
    while (true) {
      byte[] body = takeAny(tube);
      if (!tube.equals(Tubes.EVENTS) || FarmEvent.decode(body).kind() != EventKind.WORKER) {
        return body;
      }
    }
  }

  /** Takes events until there is one of this kind. */
  public FarmEvent takeEvent(EventKind kind) throws Exception {
    while (true) {
      FarmEvent event = FarmEvent.decode(takeAny(Tubes.EVENTS));
      if (event.kind() == kind) {
        return event;
      }
    }
  }

  /** Takes the next message of a tube; fails if none comes. */
  public byte[] takeAny(TubeName tube) throws Exception {
    try (Beanstalk client = connect()) {
      client.watch(tube);
      client.ignore(TubeName.DEFAULT);
      if (client.reserve(SOON) instanceof Reservation.Reserved reserved) {
        client.delete(reserved.job().id());
        return reserved.job().body();
      }
      throw new AssertionError("nothing came into " + tube.value());
    }
  }

  /** Takes the next result handed to bstore, and its manifest. */
  public Manifest takeResult() throws Exception {
    BuildEvent event = BuildEvent.decode(take(Tubes.CREATEREPO));
    var id = new AttemptId(event.job().requireBuildId(), event.attempt().orElseThrow());
    Path dir = upload(id);
    return Manifest.decode(Files.readAllBytes(dir.resolve(Manifest.FILE_NAME)));
  }

  /** Where an attempt's upload is. */
  public Path upload(AttemptId id) {
    return uploads().resolve(id.toString());
  }

  /** Takes events until one is of this attempt state, and returns all states so far. */
  public List<String> statesUntil(String last) throws Exception {
    List<String> states = new ArrayList<>();
    do {
      FarmEvent event = FarmEvent.decode(take(Tubes.EVENTS));
      states.add(event.data().path("state").asText(event.kind().wire()));
    } while (!states.get(states.size() - 1).equals(last));
    return states;
  }

  /** How many jobs the tube x86_64 holds in any state. */
  public long jobs() throws Exception {
    return jobs(X86);
  }

  /** How many jobs a tube holds in any state. */
  public long jobs(TubeName tube) throws Exception {
    try (Beanstalk client = connect()) {
      return client
          .statsTube(tube)
          .map(
              stats ->
                  stats.currentJobsReady()
                      + stats.currentJobsReserved()
                      + stats.currentJobsDelayed()
                      + stats.currentJobsBuried())
          .orElse(0L);
    }
  }

  /** Waits until every job of the tube x86_64 is settled. */
  public void awaitSettled() {
    Await.until(SOON, "all jobs to be settled", () -> jobs(Tubes.SOURCE) + jobs() == 0);
  }

  private static void close(RunningWorker worker) {
    try {
      worker.close();
    } catch (Exception e) {
      throw new IllegalStateException("a worker does not stop", e);
    }
  }

  @Override
  public void close() {
    workers.forEach(ServerProcess::close);
    successors.forEach(TestFarm::close);
    web.stop();
    rsync.close();
    queue.close();
  }
}
