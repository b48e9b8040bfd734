package org.reimzul.controller.gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.reimzul.controller.queue.EarlierPut;
import org.reimzul.controller.queue.Word;
import org.reimzul.controller.record.BuildQueries;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.mqtt.Inbound;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.queue.Sender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from the broker, one by one, and acknowledges each when all that follows from it
 * has been put. The broker keeps what comes while this is away.
 */
public final class Gateway implements ThreadService.Work {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(500);

  private final GatewayConfig config;
  private final Clerk clerk;
  private final Outage outage;

  private Gateway(GatewayConfig config, Clerk clerk) {
    this.config = config;
    this.clerk = clerk;
    this.outage = new Outage(log, config.mqtt().describe());
  }

  /** The gateway as a service; the record and the sender stay the caller's. */
  public static Service service(
      GatewayConfig config, EarlierPut earlier, BuildQueries record, Sender sender, String by) {
    Clock clock = Clock.systemUTC();
    var word = new Word(sender, by, clock);
    var desk = new RequestDesk(sender, config.bstore());
    var intake = new Intake(new KnownRequests(record), earlier, word, desk);
    var clerk = new Clerk(config, new Door(config, clock), intake, word, desk);
    return new ThreadService("gateway", DRAIN, new Gateway(config, clerk));
  }

  @Override
  public void run(StopSignal stop) throws InterruptedException {
    Backoff backoff = Backoff.forServers();
    while (!stop.requested()) {
      var arrivals = new Arrivals();
      try (var connection =
          MqttConnection.open(config.mqtt().server(), config.session(), arrivals)) {
        connection.subscribe(config.prefix() + "#");
        outage.up();
        backoff.reset();
        serve(connection, arrivals, stop);
      } catch (IOException e) {
        if (!stop.requested()) {
          outage.down(e.getMessage());
          stop.await(backoff.next());
        }
      }
    }
  }

  private void serve(MqttConnection connection, Arrivals arrivals, StopSignal stop)
      throws IOException, InterruptedException {
    while (!stop.requested()) {
      var next = arrivals.next(POLL);
      if (next.isPresent()) {
        Inbound message = next.get();
        CrashPoint.reach("gateway.message.taken");
        clerk.serve(message);
        CrashPoint.reach("gateway.message.served");
        connection.ack(message);
        CrashPoint.reach("gateway.message.acked");
      }
    }
  }
}
