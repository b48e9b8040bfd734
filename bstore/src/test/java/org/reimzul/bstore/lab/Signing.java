package org.reimzul.bstore.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.reimzul.bstore.sign.StageHandler;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.SigningRequest;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.TubeStats;
import org.reimzul.testkit.BeanstalkServer;

/** A store, a queue and a signer that runs. */
public final class Signing implements AutoCloseable {
  private final Bench bench;
  private final BeanstalkServer beanstalkd;
  private final Sender sender;
  private final Inbox events;
  private final ThreadService signer;

  /** In this directory. */
  public Signing(Path dir) throws Exception {
    this(dir, false);
  }

  /** One that perhaps takes what has no commit. */
  public Signing(Path dir, boolean uncommitted) throws Exception {
    bench = Bench.in(dir.resolve("root"));
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
    var settings = Settings.parse("[beanstalkd]\nurl=" + beanstalkd.url() + "\n", "test");
    QueueConfig queue = QueueConfig.read(settings);
    sender = new Sender(queue);
    events = new Inbox(beanstalkd, Tubes.EVENTS);
    var handler = new StageHandler(bench.store(), uncommitted, sender, "signer@test");
    var loop = new WorkLoop(queue, "signer@test", List.of(Tubes.TOSIGN), handler, sender);
    signer = new ThreadService("signer", Duration.ofSeconds(5), loop);
    signer.start();
  }

  public Bench bench() {
    return bench;
  }

  public Sender sender() {
    return sender;
  }

  public Inbox events() {
    return events;
  }

  @Override
  public void close() {
    beanstalkd.close(); // first, so that the signer's wait for a job ends
    signer.stop();
    events.close();
    sender.close();
  }

  /** Asks for a build to be signed. */
  public void request(BuildEvent result, Optional<BuildId> build) throws InterruptedException {
    var request =
        new SigningRequest(
            result.pkgname(),
            result.status(),
            result.job().target(),
            result.job().arch(),
            result.timestamp(),
            build,
            Optional.empty());
    sender.send(Tubes.TOSIGN, request.encode());
  }

  /** Where a package waits to be signed. */
  public Path staged(Path rpm) {
    return bench.store().toSign("el9.x86_64").resolve(rpm.getFileName());
  }

  /** Waits for the event. */
  public void awaitStaged(BuildId build) {
    events.event(e -> e.kind() == EventKind.STAGED && e.build().filter(build::equals).isPresent());
  }

  /** A number of the tube's. */
  public long jobs(ToLongFunction<TubeStats> number) throws Exception {
    try (var queue = Inbox.connect(beanstalkd)) {
      return queue.statsTube(Tubes.TOSIGN).map(number::applyAsLong).orElse(0L);
    }
  }
}
