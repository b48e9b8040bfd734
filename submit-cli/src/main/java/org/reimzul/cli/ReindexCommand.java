package org.reimzul.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.TubeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul reindex}: has a record that was lost made again. */
@Command(
    name = "reindex",
    description = "Has the record made again from what bstore has committed and the queue holds.",
    versionProvider = Version.class)
final class ReindexCommand implements Callable<Integer> {
  /** Where the controller is asked to read the queue. */
  static final TubeName REINDEX = TubeName.of("reindex");

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QueueConfig config = reimzul.settings().queue();
    Instant now = Instant.now();
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      var post = new Post(queue, config);
      post.put(Tubes.BSTORE, new BstoreRequest.Reindex(Asker.BY, now).encode());
      CrashPoint.reach("reindex.bstore.put");
      post.put(REINDEX, request(now));
      CrashPoint.reach("reindex.controller.put");
    } catch (BeanstalkException e) {
      throw new UserException(
          config.describe() + ": " + e.getMessage() + "; ask again, asking twice does no harm");
    }
    var console = new Console(spec);
    console.print("Requested to make the record again:");
    console.print("  bstore tells it every end that was ever committed");
    console.print("  the controller adds every build that is in the queue");
    console.print(
        "What the record knows already stays; reimzul status shows a build once it is in");
    return 0;
  }

  private static byte[] request(Instant now) {
    return Json.write(
        Json.object().put("v", Fields.VERSION).put("by", Asker.BY).put("at", now.toString()));
  }
}
