package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.BeanstalkServer;

/** One real beanstalkd for a class, and for each test a tube of its own, used and watched alone. */
abstract class RealServerSuite {
  static final Duration NOW = Duration.ZERO;
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration MINUTE = Duration.ofMinutes(1);

  private static final AtomicInteger TUBES = new AtomicInteger();

  @TempDir static Path dir;
  static BeanstalkServer server;

  TubeName tube;
  Beanstalk client;

  @BeforeAll
  static void startServer() {
    server = BeanstalkServer.start(dir);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void connectToOwnTube() throws BeanstalkException {
    tube = TubeName.of("tube-" + TUBES.incrementAndGet());
    client = connect();
    client.use(tube);
    client.watch(tube);
    client.ignore(TubeName.DEFAULT);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  static Beanstalk connect() throws BeanstalkException {
    return connect(ClientOptions.defaults());
  }

  static Beanstalk connect(ClientOptions options) throws BeanstalkException {
    return Beanstalk.connect(Endpoint.parse(server.url()), options);
  }

  /** Puts a ready job with a minute to run. */
  long put(String body) throws BeanstalkException {
    return client.put(body.getBytes(UTF_8), Priority.DEFAULT, NOW, MINUTE);
  }

  Job reserveNow() throws BeanstalkException {
    return reserved(client.reserve(NOW));
  }

  static Job reserved(Reservation reservation) {
    if (reservation instanceof Reservation.Reserved got) {
      return got.job();
    }
    throw new AssertionError("expected a job, not " + reservation);
  }

  JobStats.State state(long id) throws BeanstalkException {
    return client.statsJob(id).orElseThrow().state();
  }
}
