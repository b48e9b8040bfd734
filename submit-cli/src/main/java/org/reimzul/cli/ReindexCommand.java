package org.reimzul.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
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
  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QueueConfig config = reimzul.settings().queue();
    byte[] request = new BstoreRequest.Reindex(Asker.BY, Instant.now()).encode();
    FarmQueue.act(
        config,
        e -> "; ask again, asking twice does no harm",
        queue -> {
          var post = new Post(queue, config);
          post.put(Tubes.BSTORE, request);
          CrashPoint.reach("reindex.bstore.put");
          post.put(Tubes.REINDEX, request);
          CrashPoint.reach("reindex.controller.put");
        });
    var console = new Console(spec);
    console.print("Requested to make the record again:");
    console.print("  bstore tells it every end that was ever committed");
    console.print("  the controller adds every build that is in the queue");
    console.print(
        "What the record knows already stays; reimzul status shows a build once it is in");
    return 0;
  }
}
