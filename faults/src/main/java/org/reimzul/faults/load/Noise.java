package org.reimzul.faults.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.reimzul.core.job.Json;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Messages that nobody should send: poison, and jobs put twice. */
public final class Noise {
  private static final Priority BUILD = Priority.of(8192);
  private static final Duration TTR = Duration.ofSeconds(3);

  private static final List<String> POISON =
      List.of(
          "this is not JSON",
          "[1, 2, 3]",
          "{\"srpm\": 7, \"arch\": [], \"target\": null}",
          "{\"srpm\": \"../../etc/passwd\", \"arch\": \"x86_64\", \"target\": \"f1.x86_64\","
              + " \"disttag\": \".f1\"}",
          "{\"srpm\": \"good-000-1.0-1.f1.src.rpm\", \"arch\": \"x86_64\", \"target\":"
              + " \"f1.x86_64; rm -r /\", \"disttag\": \".f1\"}",
          "{\"v\": 99, \"srpm\": \"tomorrow\", \"arch\": \"x86_64\"}",
          "{\"target\": \"nowhere.x86_64\", \"build_id\": \"x\"}",
          "\u0000\u0001\u0002",
          "");

  private static final List<String> TUBES =
      List.of("x86_64", "notify", "events", "createrepo", "tosign", "notify-mqtt");

  private final Queue queue;
  private final Random random;
  private int poisoned;
  private int doubled;

  /** Puts it straight into the queue. */
  public Noise(Queue queue, long seed) {
    this.queue = queue;
    this.random = new Random(seed);
  }

  /** One in a hundred is followed by poison, one in thirty is put a second time. */
  public void after(ObjectNode accepted) {
    try {
      if (random.nextInt(100) == 0 || poisoned == 0) {
        poison();
      }
      if (random.nextInt(30) == 0) {
        again(accepted);
      }
    } catch (BeanstalkException e) {
      // the queue is down just now; noise need not arrive
    }
  }

  /** One poison message, somewhere. */
  public void poison() throws BeanstalkException {
    String body = POISON.get(random.nextInt(POISON.size()));
    put(TUBES.get(random.nextInt(TUBES.size())), body.getBytes(StandardCharsets.UTF_8));
    poisoned++;
  }

  private void again(ObjectNode accepted) throws BeanstalkException {
    ObjectNode job = accepted.deepCopy();
    String tube = job.remove("tube").textValue();
    job.remove(List.of("queue_id", "priority"));
    put(tube, Json.write(job));
    doubled++;
  }

  private void put(String tube, byte[] body) throws BeanstalkException {
    queue.on(client -> client.put(TubeName.of(tube), body, BUILD, Duration.ZERO, TTR));
  }

  /** True for a body that only a newer version could read. */
  public static boolean fromTomorrow(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).contains("\"v\": 99");
  }

  /** True for a body that was poison. */
  public static boolean isPoison(byte[] body) {
    return POISON.contains(new String(body, StandardCharsets.UTF_8));
  }

  /** For people. */
  public String summary() {
    return poisoned + " poison messages, " + doubled + " jobs put twice";
  }
}
