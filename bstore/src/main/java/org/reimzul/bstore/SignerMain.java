package org.reimzul.bstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.bstore.sign.StageHandler;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import org.reimzul.core.lifecycle.Daemon;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reimzul-signer}: collects published packages for signing elsewhere. */
@Command(
    name = "reimzul-signer",
    description = "Collects published packages for signing elsewhere (mode stage).",
    versionProvider = Version.class)
public final class SignerMain implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  @Mixin private CommonOptions common;

  private SignerMain() {}

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new SignerMain(), false, args));
  }

  @Override
  public Integer call() throws Exception {
    BstoreConfig config = BstoreConfig.read(common.loadForDaemon());
    String by = "signer@" + Host.name();
    try (var sender = new Sender(config.queue())) {
      var handler =
          new StageHandler(new Store(config.root()), config.signUncommitted(), sender, by);
      var loop = new WorkLoop(config.queue(), by, List.of(Tubes.TOSIGN), handler, sender);
      return new Daemon("reimzul-signer").run(List.of(new ThreadService("signer", DRAIN, loop)));
    }
  }
}
