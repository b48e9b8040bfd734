package org.reimzul.faults.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Manifest;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Role;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/** Does what happens rarely: takes messages away, uploads rubbish, ends workers. */
public final class Villain {
  private static final List<String> LOSABLE = List.of("x86_64", "tosign", "held", "after");

  private final Lab lab;
  private final Queue queue;

  /** Of this farm. */
  public Villain(Lab lab, Queue queue) {
    this.lab = lab;
    this.queue = queue;
  }

  /** One deed. */
  public void act(Random random) throws IOException, InterruptedException {
    switch (random.nextInt(5)) {
      case 0 -> worker(random).kill(random.nextBoolean());
      case 1 -> worker(random).signal("TERM");
      case 2 -> lose(LOSABLE.get(random.nextInt(LOSABLE.size())));
      case 3 -> loseWord();
      default -> rubbish();
    }
  }

  private Role worker(Random random) {
    List<Role> workers = lab.roles().stream().filter(role -> role.kind().equals("worker")).toList();
    return workers.get(random.nextInt(workers.size()));
  }

  private void lose(String tube) {
    try {
      queue.on(
          client -> {
            client.use(TubeName.of(tube));
            Optional<Job> job = client.peekReady().or(() -> Optional.empty());
            return job.isPresent() && client.delete(job.get().id());
          });
    } catch (BeanstalkException e) {
      // not this time
    }
  }

  /** What bstore tells while the controller sleeps is never heard. */
  private void loseWord() throws InterruptedException {
    Role controller = lab.role("controller");
    controller.signal("STOP");
    try {
      Thread.sleep(1500);
      lose("notify");
      lose("events");
    } finally {
      controller.signal("CONT");
    }
  }

  private void rubbish() throws IOException {
    var id = new AttemptId(BuildId.mint(Clock.systemUTC().instant()), AttemptToken.mint());
    Path upload = lab.place().bstore().resolve("incoming").resolve(id.toString());
    Files.createDirectories(upload);
    Files.writeString(
        upload.resolve(Manifest.FILE_NAME), "{\"v\": 1, \"this\": \"is no manifest\"}");
  }
}
