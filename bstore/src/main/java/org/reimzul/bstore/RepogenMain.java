package org.reimzul.bstore;

import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.lifecycle.Daemon;
import org.reimzul.core.queue.Sender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reimzul-repogen-worker}: checks, commits and publishes build results. */
@Command(
    name = "reimzul-repogen-worker",
    description = "Checks, commits and publishes build results on bstore.",
    versionProvider = Version.class)
public final class RepogenMain implements Callable<Integer> {
  @Mixin private CommonOptions common;

  private RepogenMain() {}

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new RepogenMain(), false, args));
  }

  @Override
  public Integer call() throws Exception {
    BstoreConfig config = BstoreConfig.read(common.loadForDaemon());
    var store = new Store(config.root());
    List<String> problems = store.prepare();
    if (!problems.isEmpty()) {
      throw new UserException(String.join(System.lineSeparator(), problems));
    }
    try (var sender = new Sender(config.queue())) {
      return new Daemon("reimzul-repogen-worker")
          .run(new RepogenServices(config, store, sender).all());
    }
  }
}
