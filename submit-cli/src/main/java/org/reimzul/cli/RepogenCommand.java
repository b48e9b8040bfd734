package org.reimzul.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.CreaterepoRequest;
import org.reimzul.core.job.Json;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Priority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul repogen TARGET.ARCH}: has a repository's metadata made again. */
@Command(
    name = "repogen",
    description = "Has the metadata of a repository made again.",
    versionProvider = Version.class)
final class RepogenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET.ARCH", description = "The repository.")
  private String repository;

  @Option(names = "--json", description = "Print the request as a JSON object.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    byte[] body = request(settings).encode();
    var config = settings.queue();
    FarmQueue.act(
        config,
        queue -> {
          long id =
              queue.put(Tubes.CREATEREPO, body, Priority.DEFAULT, Duration.ZERO, config.ttr());
          new Console(spec).print(json ? object(id) : said(id));
        });
    return 0;
  }

  private String said(long id) {
    return "Requested repodata of " + repository + " (job " + id + ")";
  }

  private String object(long id) {
    return QueryCommand.json(Json.object().put("repository", repository).put("queue_id", id));
  }

  private CreaterepoRequest request(FarmSettings settings) throws UserException {
    try {
      int dot = Words.repository(spec, repository).lastIndexOf('.');
      settings.requireTarget(repository.substring(0, dot));
      settings.arches().require(repository.substring(dot + 1));
      return CreaterepoRequest.again(repository);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }
}
