package org.reimzul.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.core.job.AttemptState;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** What submitters and workers do, on a connection of its own. */
public final class TestBuilds implements AutoCloseable {
  public static final String TARGET = "demo.9.x86_64";
  private static final TubeName ARCH = TubeName.of("x86_64");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TTR = Duration.ofMinutes(2);

  public final Beanstalk queue;
  private final TestFarm farm;

  public TestBuilds(TestFarm farm) throws Exception {
    this.farm = farm;
    this.queue = connect();
  }

  private Beanstalk connect() throws Exception {
    return Beanstalk.connect(Endpoint.parse(farm.queueServer.url()), ClientOptions.defaults());
  }

  /** A job with an id. */
  public static BuildJob job() {
    return new BuildJob(
        "hello-1.0-1.src.rpm",
        "x86_64",
        TARGET,
        ".el9",
        false,
        "jane",
        Optional.of(BuildId.mint(Instant.now())),
        Optional.empty(),
        Map.of());
  }

  public long put(TubeName tube, byte[] body, Priority priority) throws Exception {
    return queue.put(tube, body, priority, Duration.ZERO, TTR);
  }

  public void tell(FarmEvent event) throws Exception {
    put(Tubes.EVENTS, event.encode(), Tubes.BUILD);
  }

  /** The first thing that a submitter does. */
  public BuildJob tellSubmitted(BuildJob job) throws Exception {
    tell(
        event(EventKind.SUBMITTED, job, null)
            .with("job", job.toJson())
            .with("priority", Tubes.NOW.value()));
    return job;
  }

  /** All that a submitter does; returns the job's number. */
  public long submit(BuildJob job) throws Exception {
    tellSubmitted(job);
    TubeName tube = job.after().isEmpty() ? ARCH : Tubes.AFTER;
    long id = put(tube, job.encode(), Tubes.NOW);
    tellPlace(EventKind.QUEUED, job, tube, id);
    return id;
  }

  public void tellPlace(EventKind kind, BuildJob job, TubeName tube, long id) throws Exception {
    FarmEvent event = event(kind, job, kind == EventKind.HELD ? "it failed 5 times" : null);
    tell(
        event.with("tube", tube.value()).with("queue_id", id).with("retries", job.tries().count()));
  }

  /** How it has ended; an original worker's attempts have no token. */
  public static BuildEvent result(BuildJob job, Status status, Optional<AttemptToken> attempt) {
    Optional<String> reason =
        status == Status.FAILED ? Optional.of("it does not compile") : Optional.empty();
    return new BuildEvent(
        job, status, "builder1", "1.0-1", "hello", "20261121080000", attempt, reason);
  }

  public static FarmEvent event(EventKind kind, BuildJob job, String reason) {
    return FarmEvent.of(kind, Instant.now(), "test@here", job.requireBuildId(), reason);
  }

  /** What a worker tells of its attempt. */
  public void tellAttempt(BuildJob job, AttemptToken token, AttemptState state) throws Exception {
    tell(
        event(EventKind.ATTEMPT, job, null)
            .with("attempt", token.value())
            .with("state", state.name())
            .with("host", "builder1")
            .with("job", job.toJson()));
  }

  /** Takes the next job of the arch. */
  public Job reserve() throws Exception {
    queue.watch(ARCH);
    return ((Reservation.Reserved) queue.reserve(Duration.ofSeconds(10))).job();
  }

  /** Somebody who has this job in hand dies. */
  public void loseReservation(long id) throws Exception {
    try (Beanstalk dying = connect()) {
      Await.until(SOON, "job " + id + " in hand", () -> dying.reserveJob(id).isPresent());
    }
  }

  /** The jobs of builds that are in the queue, by build. */
  public Map<BuildId, List<JobStats>> queued() throws Exception {
    Map<BuildId, List<JobStats>> all = new HashMap<>();
    new QueueWalk(java.time.Clock.systemUTC())
        .run(
            queue,
            Heartbeat.NONE,
            job -> all.computeIfAbsent(only(job), b -> new ArrayList<>()).add(job.stats()));
    return all;
  }

  private static BuildId only(QueuedJob job) {
    return job.job().requireBuildId();
  }

  /** The one place of a build in the queue, once it has one. */
  public JobStats awaitQueued(BuildJob job) {
    return Await.value(
        SOON,
        "build " + job.requireBuildId() + " in the queue",
        () ->
            Optional.ofNullable(queued().get(job.requireBuildId()))
                .filter(places -> places.size() == 1)
                .map(places -> places.get(0)));
  }

  /** Waits until the reconciler has looked this often again. */
  public void awaitLooks(int times) throws Exception {
    long before = looks();
    Await.until(SOON, times + " looks", () -> looks() >= before + times);
  }

  private long looks() throws Exception {
    return queue.statsTube(TubeName.of("reconcile")).map(stats -> stats.totalJobs()).orElse(0L);
  }

  @Override
  public void close() {
    queue.close();
  }
}
