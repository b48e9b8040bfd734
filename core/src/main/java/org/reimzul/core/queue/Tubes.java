package org.reimzul.core.queue;

import java.time.Duration;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.FarmJob;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** The farm's tubes besides those of the arches, and the priorities of jobs in them. */
public final class Tubes {
  /** The original's three statuses, for the dispatcher. */
  public static final TubeName NOTIFY = TubeName.of("notify");

  /** Everything else that the record should know. */
  public static final TubeName EVENTS = TubeName.of("events");

  /** Results for bstore. */
  public static final TubeName CREATEREPO = TubeName.of("createrepo");

  /** Published builds for the signer. */
  public static final TubeName TOSIGN = TubeName.of("tosign");

  /** Build results for the MQTT broker. */
  public static final TubeName NOTIFY_MQTT = TubeName.of("notify-mqtt");

  /** What bstore is asked besides publishing; ours alone. */
  public static final TubeName BSTORE = TubeName.of("bstore");

  /** Builds that the infrastructure has failed too often; nobody watches it. */
  public static final TubeName HELD = TubeName.of("held");

  /** Builds that wait for other builds, for the controller. */
  public static final TubeName AFTER = TubeName.of("after");

  /** What {@link #NOTIFY} brought, on its way to the record and from there to the sinks. */
  public static final TubeName NOTIFY_RECORD = TubeName.of("notify-record");

  /** Build results for the mail server. */
  public static final TubeName NOTIFY_MAIL = TubeName.of("notify-mail");

  /**
   * Requests to tell the record what is in the queue, for the controller; the body is the one that
   * bstore is asked with for what was committed ({@code v}, {@code by}, {@code at}).
   */
  public static final TubeName REINDEX = TubeName.of("reindex");

  /** Requests to build from git, for the workers that make source packages of them. */
  public static final TubeName SOURCE = TubeName.of("source");

  /** What became of remote requests, for their requesters. */
  public static final TubeName NOTIFY_REQUESTS = TubeName.of("notify-requests");

  /** A build. */
  public static final Priority BUILD = Priority.of(8192);

  /** A build that somebody waits for. */
  public static final Priority NOW = Priority.of(1024);

  /** A build of a mass rebuild. */
  public static final Priority BACKGROUND = Priority.of(16384);

  /** How long a reservation lasts without a touch. */
  public static final Duration TTR = Duration.ofMinutes(2);

  private Tubes() {}

  /** Where a job belongs that is put for the first time, or put again. */
  public static TubeName of(FarmJob job, Arches arches) {
    if (job instanceof BuildJob build) {
      return build.after().isEmpty() ? TubeName.of(arches.tubeOf(build.arch())) : AFTER;
    }
    return SOURCE;
  }
}
