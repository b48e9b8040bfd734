package org.reimzul.controller;

import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.lifecycle.Daemon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The launcher {@code reimzul-controller}. */
@Command(
    name = "reimzul-controller",
    description = "Records what happens in the farm, announces results and serves source packages.",
    versionProvider = Version.class)
public final class ControllerMain implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  /** Runs until the process is told to end. */
  public static void main(String... args) {
    System.exit(Launcher.run(new ControllerMain(), false, args));
  }

  @Override
  public Integer call() throws ConfigException {
    var config = ControllerConfig.read(common.loadForDaemon());
    return new Daemon("reimzul-controller").run(new Controller(config).services());
  }
}
