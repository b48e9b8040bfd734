package org.reimzul.controller.mail;

import java.time.Duration;
import java.util.List;
import org.reimzul.controller.queue.Insistence;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Service;
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

/** Mails what is in {@code notify-mail}; a job is done when the mail server has taken it. */
public final class MailSink implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(MailSink.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private final MailConfig config;
  private final MailServer server;
  private final Sender sender;
  private final Insistence insistence;

  private MailSink(MailConfig config, Sender sender) {
    this.config = config;
    this.server = new MailServer(config.smtp(), config.from());
    this.sender = sender;
    this.insistence =
        new Insistence(
            new Outage(log, config.smtp().describe()),
            Duration.ofMillis(500),
            Duration.ofSeconds(30));
  }

  /** The sink as a service; see {@link WorkLoop} for {@code by} and {@code sender}. */
  public static Service service(MailConfig config, QueueConfig queue, String by, Sender sender) {
    var sink = new MailSink(config, sender);
    var loop = new WorkLoop(queue, by, List.of(Tubes.NOTIFY_MAIL), sink, sender);
    return new ThreadService("sink-mail", DRAIN, loop);
  }

  @Override
  public Outcome handle(Lease lease)
      throws LeaseLostException, InterruptedException, MalformedMessageException {
    MailRequest request = MailRequest.decode(lease.body());
    List<String> to = request.to().isEmpty() ? config.recipients(request.event()) : request.to();
    if (to.isEmpty()) {
      return Outcome.done(); // the configuration has changed since
    }
    CrashPoint.reach("controller.mail.taken");
    Letter letter = Letter.about(request.event(), config);
    Delivery delivery = insistence.until(lease, () -> server.send(letter, to));
    CrashPoint.reach("controller.mail.sent");
    return settle(request, to, delivery, lease);
  }

  private Outcome settle(MailRequest request, List<String> to, Delivery delivery, Lease lease)
      throws InterruptedException {
    if (delivery.never().size() == to.size()) {
      return Outcome.bury("the mail server refuses it: " + delivery.reason());
    }
    if (delivery.later().size() == to.size()) {
      return Outcome.retry(later(lease), "the mail server can't take it now: " + delivery.reason());
    }
    if (!delivery.never().isEmpty()) {
      log.warn("no mail to {}: {}", delivery.never(), delivery.reason());
    }
    if (!delivery.later().isEmpty()) {
      var rest = new MailRequest(request.event(), delivery.later());
      sender.send(Tubes.NOTIFY_MAIL, rest.encode(), Tubes.BUILD, LATER);
      CrashPoint.reach("controller.mail.rest");
    }
    return Outcome.done();
  }

  private static Duration later(Lease lease) {
    long releases = lease.stats().map(stats -> stats.releases()).orElse(0L);
    return LATER.multipliedBy(1L << Math.min(releases, MOST_DOUBLINGS));
  }
}
