package org.reimzul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.BeanstalkServer;

/** A real queue, an incoming directory and a configuration that names them. */
final class TestFarm implements AutoCloseable {
  private final Path dir;
  private final BeanstalkServer server;

  private TestFarm(Path dir, BeanstalkServer server) {
    this.dir = dir;
    this.server = server;
  }

  static TestFarm start(Path dir) throws IOException {
    Files.createDirectories(dir.resolve("incoming"));
    var farm = new TestFarm(dir, BeanstalkServer.start(dir));
    farm.configure("");
    return farm;
  }

  /** Writes the configuration: the queue, incoming, a controller that is away, and {@code more}. */
  void configure(String more) throws IOException {
    configure(server.url(), "http://127.0.0.1:1/", more);
  }

  void configure(String queue, String controller, String more) throws IOException {
    Files.writeString(
        dir.resolve("reimzul.ini"),
        """
        [beanstalkd]
        url = %s
        [controller]
        incoming = %s
        url = %s
        %s
        """
            .formatted(queue, incoming(), controller, more));
  }

  BeanstalkServer server() {
    return server;
  }

  Path incoming() {
    return dir.resolve("incoming");
  }

  /** Arguments with {@code --config} behind them. */
  String[] with(String... args) {
    return Stream.concat(
            Stream.of(args), Stream.of("--config", dir.resolve("reimzul.ini").toString()))
        .toArray(String[]::new);
  }

  Ran submit(String... args) {
    return Ran.submit(with(args));
  }

  Ran reimzul(String... args) {
    return Ran.reimzul(with(args));
  }

  Beanstalk connect() throws BeanstalkException {
    return Beanstalk.connect(Endpoint.parse(server.url()), ClientOptions.defaults());
  }

  /** How many jobs were ever put, in any tube. */
  long everPut() throws BeanstalkException {
    try (Beanstalk queue = connect()) {
      return queue.stats().totalJobs();
    }
  }

  /** Takes every ready job of a tube, most urgent first. */
  List<Job> take(String tube) throws BeanstalkException {
    List<Job> jobs = new ArrayList<>();
    try (Beanstalk queue = connect()) {
      queue.watch(TubeName.of(tube));
      while (queue.reserve(Duration.ZERO) instanceof Reservation.Reserved reserved) {
        jobs.add(reserved.job());
        queue.delete(reserved.job().id());
      }
    }
    return jobs;
  }

  List<FarmEvent> takeEvents() throws BeanstalkException, MalformedMessageException {
    List<FarmEvent> events = new ArrayList<>();
    for (Job job : take(Tubes.EVENTS.value())) {
      events.add(FarmEvent.decode(job.body()));
    }
    return events;
  }

  List<String> incomingFiles() throws IOException {
    try (Stream<Path> files = Files.list(incoming())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
