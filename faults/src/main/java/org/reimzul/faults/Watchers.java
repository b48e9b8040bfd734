package org.reimzul.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Network;
import org.reimzul.faults.watch.MailSink;
import org.reimzul.faults.watch.Queue;
import org.reimzul.faults.watch.Reader;
import org.reimzul.faults.watch.Subscriber;
import org.reimzul.testkit.Await;

/** Everybody who looks at a farm from outside; the repositories are served to them by us. */
final class Watchers implements AutoCloseable {
  /** Where repositories are, in front of a target. */
  static final String BASE = "http://127.0.0.1:11090/bstore/repo/";

  private static final Duration START = Duration.ofSeconds(90);

  private final WebServer web;
  private final MailSink mail;
  private final Queue queue;
  private final Lab lab;
  private Subscriber subscriber;
  private Reader reader;

  Watchers(Lab lab) throws IOException {
    this.lab = lab;
    Path root = lab.place().bstore();
    web =
        new WebServer(
            new InetSocketAddress("127.0.0.1", 11090),
            Map.of("/bstore/", new StaticFiles("/bstore/", root, Set.of("repo"))));
    web.start();
    mail = new MailSink(Network.LAB, 2525, lab.place().evidence());
    queue = new Queue(lab.machine("queue").address(), Lab.QUEUE_PORT);
  }

  /** Waits until the farm is up, and begins to listen and to read. */
  void begin() throws IOException, MqttException {
    Path repo = lab.place().bstore().resolve("repo");
    for (String target : Lab.TARGETS) {
      Path repomd = repo.resolve(target).resolve("repodata/repomd.xml");
      Await.until(START, "the first metadata of " + target, () -> Files.exists(repomd));
    }
    subscriber =
        new Subscriber(lab.machine("broker").address(), Lab.BROKER_PORT, lab.place().evidence());
    reader =
        new Reader(
            Lab.TARGETS.stream().map(target -> URI.create(BASE + target + "/")).toList(),
            lab.place().evidence());
  }

  Queue queue() {
    return queue;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  Reader reader() {
    return reader;
  }

  MailSink mail() {
    return mail;
  }

  /** Nobody listens any more; the repositories can still be read. */
  void end() throws IOException, InterruptedException, MqttException {
    reader.close();
    subscriber.close();
    mail.close();
    queue.close();
  }

  @Override
  public void close() {
    web.stop();
  }
}
