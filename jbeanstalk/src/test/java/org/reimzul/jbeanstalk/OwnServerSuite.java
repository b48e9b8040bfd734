package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.BeanstalkServer;

/** A real beanstalkd for each test, to be killed, stopped or drained. */
abstract class OwnServerSuite {
  static final TubeName TUBE = TubeName.of("x86_64");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final ClientOptions IMPATIENT =
      ClientOptions.builder().readTimeout(Duration.ofMillis(500)).build();

  @TempDir Path dir;
  BeanstalkServer server;

  @BeforeEach
  void start() {
    server = BeanstalkServer.start(dir);
  }

  @AfterEach
  void stop() {
    server.process().signal("CONT");
    server.close();
  }

  Beanstalk connect(ClientOptions options) throws BeanstalkException {
    return Beanstalk.connect(Endpoint.parse(server.url()), options);
  }

  static long put(Beanstalk client) throws BeanstalkException {
    return client.put("job".getBytes(UTF_8), Priority.DEFAULT, Duration.ZERO, MINUTE);
  }
}
