package org.reimzul.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul withdraw BUILD -m REASON}: takes a published build out of its repository. */
@Command(
    name = "withdraw",
    description = "Takes a published build out of its repository, for good.",
    versionProvider = Version.class)
final class WithdrawCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id, as reimzul builds lists it.")
  private String build;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "REASON",
      required = true,
      description = "Why, for those who ask about the build.")
  private String reason;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Words.Time.class,
      description = "How long to wait until it is out; default ${DEFAULT-VALUE}.")
  private Duration timeout;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    var console = new Console(spec);
    BuildId id = Words.build(spec, build);
    var fates = new Fates(settings);
    Fate fate = requireEnd(id, fates.ask(id));
    if (fate.state() == EndState.WITHDRAWN) {
      console.print("Build " + id + " is withdrawn already");
      return 0;
    }
    Published published = requirePublished(id, fate, fates);
    request(settings.queue(), id);
    var gone = new Patience(timeout).until(() -> gone(id, published, fates));
    if (gone.isEmpty()) {
      console.warn(
          String.format(
              "build %s is not out of %s within %d s; the request stays, see reimzul why %s",
              id, published.target(), timeout.toSeconds(), id));
      return Exit.TIMEOUT;
    }
    console.print("Build " + id + " is withdrawn from " + published.target());
    return 0;
  }

  private static Fate requireEnd(BuildId id, Known known) throws UserException {
    if (known.fate().isPresent()) {
      return known.fate().get();
    }
    if (!known.trouble().isEmpty()) {
      throw new UserException(known.trouble() + "; nothing was requested");
    }
    if (known.unheardOf()) {
      throw new UserException("the record has no build " + id);
    }
    throw new UserException(
        "build " + id + " is not published yet; to call it off: reimzul cancel " + id);
  }

  private static Published requirePublished(BuildId id, Fate fate, Fates fates)
      throws UserException {
    if (fate.state() != EndState.PUBLISHED) {
      throw new UserException("build " + id + " " + fate.told() + ": there is nothing to withdraw");
    }
    try {
      if (fates.bstore().commit(id).isEmpty()) { // an original worker's, or an original bstore's
        throw new UserException(
            "bstore has no commit of build " + id + ", and what has no commit can't be withdrawn");
      }
      return fates
          .published(id)
          .orElseThrow(() -> new UserException("build " + id + " is in no repository (scratch)"));
    } catch (IOException e) {
      throw new UserException(Reason.of(e) + "; nothing was requested");
    }
  }

  private void request(QueueConfig config, BuildId id) throws UserException {
    String why = Asker.did("withdrawn", reason);
    var request = new BstoreRequest.Withdraw(id, why, Asker.BY, Clock.systemUTC().instant());
    FarmQueue.act(
        config,
        queue -> {
          new Post(queue, config).put(Tubes.BSTORE, request.encode());
          CrashPoint.reach("withdraw.request.put");
        });
  }

  /** Marked as withdrawn, and no longer listed; where bstore is away, the record's word counts. */
  private static Optional<Boolean> gone(BuildId id, Published published, Fates fates)
      throws InterruptedException {
    try {
      if (!fates.bstore().withdrawn(id)) {
        return Optional.empty();
      }
      var repodata = new Repodata(fates.bstore().repository(published.target()));
      return repodata.read().filter(listed -> !listed.at(published.place())).map(any -> true);
    } catch (IOException e) {
      return fates
          .ask(id)
          .fate()
          .filter(fate -> fate.state() == EndState.WITHDRAWN)
          .map(any -> true);
    }
  }
}
