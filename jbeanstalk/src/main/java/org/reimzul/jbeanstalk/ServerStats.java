package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.Map;

/**
 * What the server knows of itself. Totals start again when it does.
 *
 * @param id names this run of the server
 * @param currentJobsUrgent ready jobs of a priority below 1024
 * @param cmdPut put commands so far; on a durable server, compare {@code binlogRecordsWritten}
 * @param jobTimeouts how often a time to run has passed
 * @param maxJobSize the longest body it takes, in bytes
 * @param currentWaiting connections that wait in a reserve
 * @param binlogRecordsWritten stops growing when the binlog has failed
 * @param draining whether it refuses every put
 * @param values everything the server said, as text, unmodifiable
 */
public record ServerStats(
    String version,
    String id,
    String hostname,
    long pid,
    Duration uptime,
    long currentJobsUrgent,
    long currentJobsReady,
    long currentJobsReserved,
    long currentJobsDelayed,
    long currentJobsBuried,
    long cmdPut,
    long totalJobs,
    long jobTimeouts,
    long maxJobSize,
    long currentTubes,
    long currentConnections,
    long currentProducers,
    long currentWorkers,
    long currentWaiting,
    long totalConnections,
    long binlogRecordsWritten,
    long binlogRecordsMigrated,
    boolean draining,
    Map<String, String> values) {

  static ServerStats read(Reply reply) throws ProtocolException {
    var stats = new StatsReader(reply);
    return new ServerStats(
        stats.text("version"),
        stats.text("id"),
        stats.text("hostname"),
        stats.number("pid"),
        stats.seconds("uptime"),
        stats.number("current-jobs-urgent"),
        stats.number("current-jobs-ready"),
        stats.number("current-jobs-reserved"),
        stats.number("current-jobs-delayed"),
        stats.number("current-jobs-buried"),
        stats.number("cmd-put"),
        stats.number("total-jobs"),
        stats.number("job-timeouts"),
        stats.number("max-job-size"),
        stats.number("current-tubes"),
        stats.number("current-connections"),
        stats.number("current-producers"),
        stats.number("current-workers"),
        stats.number("current-waiting"),
        stats.number("total-connections"),
        stats.number("binlog-records-written"),
        stats.number("binlog-records-migrated"),
        stats.text("draining").equals("true"),
        stats.values());
  }
}
