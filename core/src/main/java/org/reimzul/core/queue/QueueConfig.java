package org.reimzul.core.queue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.config.Settings;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.TlsMaterial;

/**
 * Where the queue is: section {@code [beanstalkd]}.
 *
 * @param ttr how long a reservation lasts without a touch; put with every job
 */
public record QueueConfig(Endpoint endpoint, ClientOptions options, Duration ttr) {
  private static final String SECTION = "beanstalkd";

  /** Reads it; problems go to {@code settings}. */
  public static QueueConfig read(Settings settings) {
    Endpoint endpoint =
        settings.value(
            SECTION, "url", Endpoint.parse("beanstalk://127.0.0.1:11300"), Endpoint::parse);
    Duration ttr = settings.duration(SECTION, "ttr", Tubes.TTR);
    if (ttr.toSeconds() < 2) {
      settings.problem(SECTION, "ttr", "below 2 s");
    }
    return new QueueConfig(endpoint, options(settings, endpoint), ttr);
  }

  private static ClientOptions options(Settings settings, Endpoint endpoint) {
    Optional<Path> ca = settings.path(SECTION, "tls_ca");
    Path certificate = settings.path(SECTION, "tls_cert").orElse(null);
    Path key = settings.path(SECTION, "tls_key").orElse(null);
    if (!endpoint.tls()) {
      return ClientOptions.builder().build();
    }
    if (ca.isEmpty()) {
      settings.problem(SECTION, "tls_ca", "a beanstalks:// url needs it");
      return ClientOptions.builder().build();
    }
    try {
      return ClientOptions.builder().tls(TlsMaterial.ofPem(ca.get(), certificate, key)).build();
    } catch (IOException e) {
      settings.problem(SECTION, "tls_ca", "cannot be used: " + e.getMessage());
      return ClientOptions.builder().build();
    }
  }

  /** For logs: {@code beanstalkd at HOST:PORT}. */
  public String describe() {
    return "beanstalkd at " + endpoint.host() + ":" + endpoint.port();
  }
}
