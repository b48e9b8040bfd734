package org.reimzul.controller;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.reimzul.controller.mongo.EmbeddedMongo;
import org.reimzul.core.config.Settings;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

/** A controller with a real queue and a MongoDB in the directory of a test. */
public final class TestFarm implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TTR = Duration.ofMinutes(2);

  public final Path dir;
  public final BeanstalkServer queueServer;
  public final int mongoPort = FreePort.next();
  public final int httpPort = FreePort.next();
  private final EmbeddedMongo mongo;
  private final MongoClient mongoClient;
  private final Beanstalk queue;
  private final List<Service> started = new ArrayList<>();

  /** {@code ownMongo} false: the test starts and stops MongoDB itself. */
  public TestFarm(Path dir, boolean ownMongo) throws Exception {
    this.dir = dir;
    queueServer = BeanstalkServer.start(dir.resolve("beanstalkd"));
    mongo = new EmbeddedMongo(dir.resolve("mongo"), new InetSocketAddress("127.0.0.1", mongoPort));
    if (ownMongo) {
      mongo.start();
    }
    mongoClient =
        MongoClients.create("mongodb://127.0.0.1:" + mongoPort + "/?serverSelectionTimeoutMS=3000");
    queue = Beanstalk.connect(Endpoint.parse(queueServer.url()), ClientOptions.defaults());
  }

  /** The controller's configuration. */
  public String ini() {
    return """
        [beanstalkd]
        url = %s
        [mongodb]
        uri = mongodb://127.0.0.1:%d
        [controller]
        incoming = %s
        http_listen = 127.0.0.1:%d
        [logs]
        logfile = %s
        """
        .formatted(queueServer.url(), mongoPort, dir.resolve("incoming"), httpPort, logFile());
  }

  /** Starts the controller in this process with these further lines of configuration. */
  public TestFarm start(String more) throws Exception {
    var config = ControllerConfig.read(Settings.parse(ini() + more, "test.ini"));
    for (Service service : new Controller(config).services()) {
      service.start();
      started.add(0, service);
    }
    return this;
  }

  /** Starts the daemon in a process of its own, which keeps its log in {@code dir}. */
  public static ServerProcess launch(Path dir, Path ini, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ControllerMain.class.getName(), "--config", ini.toString()));
    return ServerProcess.start("controller", dir.resolve("controller.log"), Map.of(), command);
  }

  /** Connects the test to the queue again. */
  public void reconnect() throws BeanstalkException {
    queue.reconnect();
  }

  /** Waits until somebody holds a message of the tube. */
  public void awaitReserved(String tube) {
    Await.until(
        SOON,
        "a reserved message in " + tube,
        () ->
            queue
                .statsTube(TubeName.of(tube))
                .map(stats -> !stats.values().get("current-jobs-reserved").equals("0"))
                .orElse(false));
  }

  /** Empties record, log and the signer's tube for the next test. */
  public void forget() throws BeanstalkException, IOException {
    awaitRecorded();
    for (String collection : List.of("builds", "notify_history", "rejected", "workers")) {
      database().getCollection(collection).deleteMany(new Document());
    }
    Files.deleteIfExists(logFile());
    queue.use(TubeName.of("tosign"));
    while (queue.peekReady().isPresent()) {
      queue.delete(queue.peekReady().get().id());
    }
  }

  public Path logFile() {
    return dir.resolve("log/deep/reimzul.log");
  }

  public long put(String tube, byte[] body) throws BeanstalkException {
    return queue.put(TubeName.of(tube), body, Priority.DEFAULT, Duration.ZERO, TTR);
  }

  public long put(String tube, String body) throws BeanstalkException {
    return put(tube, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the next message out of a tube. */
  public String take(String tube) throws BeanstalkException {
    Job job =
        Await.value(
            SOON,
            "a message in " + tube,
            () -> {
              queue.use(TubeName.of(tube));
              return queue.peekReady();
            });
    queue.delete(job.id());
    return new String(job.body(), StandardCharsets.UTF_8);
  }

  /** Waits until the record has everything that was put into notify and events. */
  public void awaitRecorded() {
    awaitDrained("notify");
    awaitDrained("notify-record");
    awaitDrained("events");
  }

  /** Waits until the tube has neither ready nor reserved messages. */
  public void awaitDrained(String tube) {
    Await.until(
        SOON,
        tube + " to be drained",
        () ->
            queue
                .statsTube(TubeName.of(tube))
                .map(stats -> waiting(stats.values()) == 0)
                .orElse(true));
  }

  private static long waiting(Map<String, String> stats) {
    return List.of("current-jobs-ready", "current-jobs-reserved", "current-jobs-delayed").stream()
        .mapToLong(key -> Long.parseLong(stats.get(key)))
        .sum();
  }

  /** How many messages a tube has, whatever their state. */
  public long waiting(String tube) throws BeanstalkException {
    return queue.statsTube(TubeName.of(tube)).map(stats -> waiting(stats.values())).orElse(0L);
  }

  /** How many messages of a tube are put off. */
  public long delayed(String tube) throws BeanstalkException {
    return queue
        .statsTube(TubeName.of(tube))
        .map(stats -> Long.parseLong(stats.values().get("current-jobs-delayed")))
        .orElse(0L);
  }

  /** Makes what is put off in a tube ready at once. */
  public void promote(String tube) throws BeanstalkException {
    queue.use(TubeName.of(tube));
    queue.kick(100);
  }

  public void delete(long id) throws BeanstalkException {
    queue.delete(id);
  }

  /** Waits until the job is in this state. */
  public void awaitState(long id, String state) {
    Await.until(
        SOON,
        "job " + id + " to be " + state,
        () -> queue.statsJob(id).map(stats -> stats.state().name().equals(state)).orElse(false));
  }

  /** The record of a buried message. */
  public Document rejected(long id) {
    return Await.value(
        SOON,
        "job " + id + " in rejected",
        () ->
            Optional.ofNullable(
                database().getCollection("rejected").find(new Document("queue_id", id)).first()));
  }

  /** True when the job is buried. */
  public boolean buried(long id) throws BeanstalkException {
    return queue.statsJob(id).map(stats -> stats.state().name().equals("BURIED")).orElse(false);
  }

  public MongoDatabase database() {
    return mongoClient.getDatabase("reimzul");
  }

  public List<Document> all(String collection) {
    return database().getCollection(collection).find().into(new ArrayList<>());
  }

  /** The only document of a collection, once it is there. */
  public Document awaitOne(String collection) {
    return Await.value(
        SOON, "a document in " + collection, () -> Optional.ofNullable(first(collection)));
  }

  private Document first(String collection) {
    return database().getCollection(collection).find().first();
  }

  @Override
  public void close() {
    started.forEach(Service::stop);
    queue.close();
    mongoClient.close();
    mongo.stop();
    queueServer.close();
  }
}
