package org.reimzul.controller.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.controller.mqtt.Receipts.Receipt;
import org.reimzul.controller.queue.Insistence;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.core.queue.Outcome;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what is in a sink's tube. A job is done when the broker has acknowledged it and lives
 * on for a while; until then it stays in the tube, and is published again after a connection that
 * broke, or by the next process.
 */
public final class MqttSink implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(MqttSink.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Broker broker;
  private final Letter.Reader reader;
  private final Insistence insistence;
  private final Receipts receipts = new Receipts();

  private MqttSink(Broker broker, Letter.Reader reader, MqttConfig config) {
    this.broker = broker;
    this.reader = reader;
    this.insistence =
        new Insistence(
            new Outage(log, config.describe()), Duration.ofMillis(250), Duration.ofSeconds(5));
  }

  /** Announces results; see {@link WorkLoop} for {@code by} and {@code sender}. */
  public static Service results(MqttConfig config, QueueConfig queue, String by, Sender sender) {
    var broker = new Publisher(config.server(), "reimzul-controller-" + Host.name());
    String topic = config.resultsTopic();
    var sink =
        new MqttSink(
            broker, body -> new Letter(topic, ResultMessage.decode(body).encode()), config);
    var loop = new WorkLoop(queue, by, List.of(Tubes.NOTIFY_MQTT), sink, sender);
    return new ThreadService("sink-mqtt", DRAIN, stop -> run(loop, stop, broker));
  }

  /** Tells requesters what became of their requests. */
  public static Service requests(MqttConfig config, QueueConfig queue, String by, Sender sender) {
    var broker = new Publisher(config.server(), "reimzul-requests-" + Host.name());
    var sink = new MqttSink(broker, body -> news(config, RequestNews.decode(body)), config);
    var loop = new WorkLoop(queue, by, List.of(Tubes.NOTIFY_REQUESTS), sink, sender);
    return new ThreadService("sink-requests", DRAIN, stop -> run(loop, stop, broker));
  }

  private static Letter news(MqttConfig config, RequestNews news) {
    return new Letter(news.topic(config.topic()), news.encode());
  }

  private static void run(WorkLoop loop, StopSignal stop, Broker broker)
      throws InterruptedException {
    try (broker) {
      loop.run(stop);
    }
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    Letter letter = reader.read(lease.body());
    CrashPoint.reach("controller.mqtt.taken");
    Optional<Receipt> known = receipts.of(lease.body());
    if (known.isEmpty() || !broker.answers(known.get().connection())) {
      long connection =
          insistence.until(lease, () -> broker.publish(letter.topic(), letter.payload()));
      return inDoubt(receipts.add(lease.body(), connection));
    }
    if (!known.get().doubt().isZero()) {
      return inDoubt(known.get());
    }
    receipts.remove(lease.body());
    return Outcome.done();
  }

  private static Outcome inDoubt(Receipt receipt) {
    CrashPoint.reach("controller.mqtt.acked");
    return Outcome.retry(receipt.doubt(), "");
  }
}
