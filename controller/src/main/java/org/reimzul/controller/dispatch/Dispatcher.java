package org.reimzul.controller.dispatch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.requests.RequestDesk;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.core.lifecycle.Service;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dispatcher's services: one for each tube that it takes from, and the one that is there
 * instead where an original notifier takes the results.
 */
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());

  private final QueueConfig queue;
  private final String by;
  private final FarmRecord record;
  private final Outage outage;
  private final Sender sender;
  private final Requesters requesters;

  /**
   * For this queue and record, which stay the caller's.
   *
   * @param by role and host, as events carry it
   * @param recordName for logs
   * @param requesters who hear of their remote requests; empty in a farm without a gateway
   */
  public Dispatcher(
      QueueConfig queue,
      String by,
      FarmRecord record,
      String recordName,
      Sender sender,
      Optional<RequestDesk> requesters) {
    this.queue = queue;
    this.by = by;
    this.record = record;
    this.outage = new Outage(log, recordName);
    this.sender = sender;
    this.requesters = new Requesters(requesters);
  }

  /** Takes from {@code notify}. */
  public Service notifications() {
    var loop = loop(Tubes.NOTIFY, new NotifyHandler(sender, CLOCK));
    return new ThreadService("dispatch-notify", DRAIN, loop);
  }

  /** Takes from {@code notify-record}; appends to {@code logFile} and feeds these sinks. */
  public Service recorder(Path logFile, Sinks sinks) {
    var log = new BuildLog(logFile, CLOCK);
    var handler = new RecordHandler(new Recorder(record, outage), log, sender, sinks, requesters);
    return new ThreadService("dispatch-record", DRAIN, loop(Tubes.NOTIFY_RECORD, handler));
  }

  /** Reads the results that an original notifier has taken from {@code notify}. */
  public Service follower() {
    var follower = new HistoryFollower(record, outage, requesters, CLOCK);
    return new ThreadService("dispatch-history", DRAIN, follower);
  }

  /** Takes from {@code events}. */
  public Service events() {
    var handler = new EventsHandler(new Recorder(record, outage), requesters);
    return new ThreadService("dispatch-events", DRAIN, loop(Tubes.EVENTS, handler));
  }

  private WorkLoop loop(TubeName tube, JobHandler handler) {
    return new WorkLoop(queue, by, List.of(tube), new GivingUp(handler), sender);
  }
}
