package org.reimzul.controller.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Backoff;
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

/** Publishes what is in {@code notify-mqtt}; a job is done when the broker has acknowledged it. */
public final class MqttSink implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(MqttSink.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Broker broker;
  private final String topic;
  private final Outage outage;
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  private MqttSink(Broker broker, MqttConfig config) {
    this.broker = broker;
    this.topic = config.resultsTopic();
    this.outage = new Outage(log, config.describe());
  }

  /** The sink as a service; see {@link WorkLoop} for {@code by} and {@code sender}. */
  public static Service service(MqttConfig config, QueueConfig queue, String by, Sender sender) {
    var broker = new PahoBroker(config, "reimzul-controller-" + Host.name());
    var sink = new MqttSink(broker, config);
    var loop = new WorkLoop(queue, by, List.of(Tubes.NOTIFY_MQTT), sink, sender);
    return new ThreadService("sink-mqtt", DRAIN, stop -> run(loop, stop, broker));
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
    byte[] payload = ResultMessage.decode(lease.body()).encode();
    CrashPoint.reach("controller.mqtt.taken");
    while (!published(payload)) {
      lease.pause(backoff.next());
    }
    CrashPoint.reach("controller.mqtt.acked");
    return Outcome.done();
  }

  private boolean published(byte[] payload) {
    try {
      broker.publish(topic, payload);
      outage.up();
      backoff.reset();
      return true;
    } catch (IOException e) {
      outage.down(e.getMessage());
      return false;
    }
  }
}
