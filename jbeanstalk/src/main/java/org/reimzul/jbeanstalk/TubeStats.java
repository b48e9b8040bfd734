package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.Map;

/**
 * What the server knows of one tube.
 *
 * @param currentJobsUrgent ready jobs of a priority below 1024
 * @param totalJobs ever put since the server started
 * @param currentUsing connections that use it
 * @param currentWatching connections that watch it
 * @param currentWaiting connections that wait in a reserve and watch it
 * @param pause how long it was last paused for
 * @param pauseTimeLeft until that ends
 * @param values everything the server said, as text, unmodifiable
 */
public record TubeStats(
    TubeName name,
    long currentJobsUrgent,
    long currentJobsReady,
    long currentJobsReserved,
    long currentJobsDelayed,
    long currentJobsBuried,
    long totalJobs,
    long currentUsing,
    long currentWatching,
    long currentWaiting,
    Duration pause,
    Duration pauseTimeLeft,
    Map<String, String> values) {

  static TubeStats read(Reply reply) throws ProtocolException {
    var stats = new StatsReader(reply);
    return new TubeStats(
        stats.value("name", TubeName::of),
        stats.number("current-jobs-urgent"),
        stats.number("current-jobs-ready"),
        stats.number("current-jobs-reserved"),
        stats.number("current-jobs-delayed"),
        stats.number("current-jobs-buried"),
        stats.number("total-jobs"),
        stats.number("current-using"),
        stats.number("current-watching"),
        stats.number("current-waiting"),
        stats.seconds("pause"),
        stats.seconds("pause-time-left"),
        stats.values());
  }
}
