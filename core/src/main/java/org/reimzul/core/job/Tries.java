package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How often the infrastructure has failed a build, and where; it travels with the job. Immutable.
 *
 * @param count failed tries, 0 or more
 * @param failedOn the hosts that failed it, each once, the latest last; at most {@value #HOSTS}
 */
public record Tries(int count, List<String> failedOn) {
  /** Never tried, or released by a person. */
  public static final Tries NONE = new Tries(0, List.of());

  private static final int HOSTS = 16;

  /** Checks the number and each host. */
  public Tries {
    failedOn = List.copyOf(failedOn);
    failedOn.forEach(Grammar::host);
    if (count < 0 || failedOn.size() > HOSTS) {
      throw new IllegalArgumentException("retries is below 0, or failed_on is too long");
    }
  }

  /** One more failure, on this host. */
  public Tries failed(String host) {
    List<String> hosts = new ArrayList<>(failedOn);
    hosts.remove(host);
    hosts.add(host);
    int surplus = Math.max(0, hosts.size() - HOSTS);
    return new Tries(count + 1, hosts.subList(surplus, hosts.size()));
  }

  /** Takes {@code retries} and {@code failed_on}. */
  static Tries take(Fields in) throws MalformedMessageException {
    long count = in.number("retries").orElse(0L);
    if (count > Integer.MAX_VALUE) {
      throw new MalformedMessageException("retries is too large");
    }
    return new Tries((int) count, in.texts("failed_on"));
  }

  /** Writes the keys, and nothing for {@link #NONE}: the original has none either. */
  void put(ObjectNode out) {
    if (count > 0) {
      out.put("retries", count);
    }
    if (!failedOn.isEmpty()) {
      ArrayNode hosts = out.putArray("failed_on");
      failedOn.forEach(hosts::add);
    }
  }
}
