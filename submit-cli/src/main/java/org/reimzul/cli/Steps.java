package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;
import static org.reimzul.cli.BuildRecord.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.reimzul.cli.BuildRecord.Step;

/**
 * What happened to a build, from its record: the states that it came into, its attempts after the
 * first, and what it waits for.
 */
final class Steps {
  private final BuildRecord record;
  private final JsonNode attempts;
  private final List<Step> steps = new ArrayList<>();

  Steps(BuildRecord record) {
    this.record = record;
    this.attempts = record.json().path("attempts");
  }

  /** In the order of time. */
  List<Step> all() {
    record.json().path("transitions").forEach(this::transition);
    for (int i = 1; i < attempts.size(); i++) {
      attempt(i);
    }
    String waiting = record.waiting();
    // a build that is put once more waits for the reason that this step gave already
    if (!waiting.isEmpty() && steps.stream().noneMatch(step -> step.reason().equals(waiting))) {
      JsonNode node = record.json().path("waiting");
      steps.add(new Step("waits " + waiting, "waits", time(node, "at"), "", waiting));
    }
    steps.sort(Comparator.comparing(step -> step.at().orElse(Instant.MAX)));
    return steps;
  }

  private void transition(JsonNode node) {
    String state = text(node, "state");
    boolean building = state.equals("BUILDING");
    if (building && number(text(node, "of")) > 1) {
      return; // told as that attempt
    }
    String host = building ? host(node) : "";
    String key = state + " " + text(node, "of");
    steps.add(new Step(key, state, time(node, "at"), host, text(node, "reason")));
  }

  private void attempt(int i) {
    JsonNode node = attempts.path(i);
    String what = "attempt " + (i + 1);
    String before = text(attempts.path(i - 1), "reason");
    steps.add(new Step(what, what, time(node, "started"), text(node, "host"), before));
  }

  /** The place of an attempt among the others, from 1; 0 for no token, or an unknown one. */
  private int number(String token) {
    for (int i = 0; i < attempts.size() && !token.isEmpty(); i++) {
      if (text(attempts.path(i), "token").equals(token)) {
        return i + 1;
      }
    }
    return 0;
  }

  private String host(JsonNode transition) {
    String host = text(attempts.path(0), "host");
    String by = text(transition, "by");
    return host.isEmpty() ? by.substring(by.indexOf('@') + 1) : host;
  }
}
