package org.reimzul.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.CreaterepoRequest;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reimzul repogen TARGET.ARCH}: has a repository's metadata made again. */
@Command(
    name = "repogen",
    description = "Has the metadata of a repository made again.",
    versionProvider = Version.class)
final class RepogenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TARGET.ARCH", description = "The repository.")
  private String target;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var queueConfig = FarmSettings.read(common.load()).queue();
    byte[] body = request().encode();
    try (Beanstalk queue = Beanstalk.connect(queueConfig.endpoint(), queueConfig.options())) {
      queue.put(Tubes.CREATEREPO, body, Tubes.BUILD, Duration.ZERO, queueConfig.ttr());
    } catch (BeanstalkException e) {
      throw new UserException(queueConfig.describe() + ": " + e.getMessage());
    }
    spec.commandLine().getOut().println("Requested repodata of " + target);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private CreaterepoRequest request() throws UserException {
    try {
      return new CreaterepoRequest(target, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }
}
