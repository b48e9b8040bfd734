package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.queue.Notices;
import org.reimzul.jbeanstalk.TubeName;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A host's workers, or one of them: {@code HOST[@N]}.
 *
 * @param instance empty for all of the host
 */
record WorkerPlace(String host, Optional<String> instance) {
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

  /** Reads what a person has written; anything else is wrong usage of {@code command}. */
  static WorkerPlace parse(CommandSpec command, String word) {
    int at = word.indexOf('@');
    try {
      String host = Grammar.host(at < 0 ? word : word.substring(0, at));
      return new WorkerPlace(
          host, at < 0 ? Optional.empty() : Optional.of(instance(word.substring(at + 1))));
    } catch (IllegalArgumentException e) {
      throw Words.wrong(command, "not HOST or HOST@N: " + Excerpt.of(word));
    }
  }

  private static String instance(String word) {
    if (!INSTANCE.matcher(word).matches()) {
      throw new IllegalArgumentException("not an instance of a worker: " + Excerpt.of(word));
    }
    return word;
  }

  /** Where the notice for it stands. */
  TubeName notice() {
    return instance.map(name -> Notices.drain(host, name)).orElseGet(() -> Notices.drain(host));
  }

  /** True if this worker, as the controller tells it, is meant. */
  boolean covers(JsonNode worker) {
    return text(worker, "host").equals(host)
        && (instance.isEmpty() || text(worker, "name").equals(instance.get()));
  }

  @Override
  public String toString() {
    return instance.map(name -> host + "@" + name).orElse(host);
  }
}
