package org.reimzul.worker;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.lifecycle.Daemon;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.lifecycle.StopSignal;
import org.reimzul.core.lifecycle.ThreadService;
import org.reimzul.core.queue.Sender;
import org.reimzul.core.queue.Tubes;
import org.reimzul.core.queue.WorkLoop;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.worker.build.Duty;
import org.reimzul.worker.build.Handlers;
import org.reimzul.worker.build.Instance;
import org.reimzul.worker.build.Wiring;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.builder.RpmbuildBuilder;
import org.reimzul.worker.mock.ConfigClone;
import org.reimzul.worker.mock.ConfigSource;
import org.reimzul.worker.mock.MockSetup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The daemon {@code reimzul-worker}: builds one package at a time. */
@Command(
    name = "reimzul-worker",
    description = "Takes build jobs and builds them, one at a time; run several for more.",
    versionProvider = Version.class)
public final class WorkerMain implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(WorkerMain.class);

  @Mixin private CommonOptions options;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Tells apart the workers of one host; default the first free number.")
  private String name;

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new WorkerMain(), false, args));
  }

  @Override
  public Integer call() throws ConfigException, UserException, IOException {
    WorkerConfig config = WorkerConfig.read(options.loadForDaemon(), name);
    try (Instance instance = claim(config);
        var sender = new Sender(config.queue())) {
      log.info("worker {} on {} builds for {}", instance.name(), config.host(), config.served());
      ThreadService work = service(config, instance, sender);
      return new Daemon("reimzul-worker").run(List.of(work));
    }
  }

  private static Instance claim(WorkerConfig config) throws UserException {
    try {
      return Instance.claim(config.workDir(), config.name());
    } catch (IOException e) {
      throw new UserException("cannot use work_dir " + config.workDir() + ": " + e.getMessage());
    }
  }

  /** The thread that works, not yet started. */
  static ThreadService service(WorkerConfig config, Instance instance, Sender sender)
      throws IOException {
    List<String> tubes = config.served().stream().map(config.arches()::tubeOf).distinct().toList();
    Handlers handler = wiring(config, tubes).handlers(instance, builder(config, instance), sender);
    var duty = new Duty(config.host(), instance.name(), sender, Clock.systemUTC());
    var loop =
        new WorkLoop(
            config.queue(),
            "worker@" + config.host(),
            watched(config, tubes),
            handler,
            sender,
            duty);
    return new ThreadService(
        "build", config.finishWithin(), stop -> work(handler, loop, duty, stop));
  }

  private static Wiring wiring(WorkerConfig config, List<String> tubes) {
    return new Wiring(
        config.host(),
        config.arches(),
        tubes,
        config.targets(),
        config.incoming(),
        config.largestSrpm(),
        config.bstore(),
        config.uploadTo(),
        config.uploadWay(),
        config.srpmsTo(),
        config.scm(),
        config.deadlines(),
        config.grace(),
        config.retry());
  }

  private static List<TubeName> watched(WorkerConfig config, List<String> tubes) {
    Stream<TubeName> builds = tubes.stream().map(TubeName::of);
    return Stream.concat(builds, config.sources() ? Stream.of(Tubes.SOURCE) : Stream.of()).toList();
  }

  private static void work(Handlers handler, WorkLoop loop, Duty duty, StopSignal stop)
      throws InterruptedException {
    recover(handler);
    try {
      loop.run(stop);
    } finally {
      duty.stopped();
    }
  }

  private static void recover(Handlers handler) throws InterruptedException {
    try {
      handler.recover();
    } catch (IOException | RuntimeException e) {
      log.warn("cannot clean up after an earlier worker; going on without", e);
    }
  }

  private static Builder builder(WorkerConfig config, Instance instance) {
    BuilderConfig wanted = config.builder();
    if (wanted.kind() == BuilderConfig.Kind.RPMBUILD) {
      log.warn(
          "builder = rpmbuild: no isolation; BuildRequires are not installed; do not build what"
              + " you do not trust");
      return new RpmbuildBuilder(Host.machine());
    }
    ConfigSource source =
        wanted
            .configGit()
            .<ConfigSource>map(
                url -> new ConfigClone(url, wanted.configBranch(), instance.directory()))
            .orElseGet(() -> ConfigSource.directory(wanted.configDir()));
    return new MockSetup(
            wanted.mockProgram(),
            instance.name(),
            source,
            wanted.configDir(),
            config.targets(),
            config.bstore(),
            wanted.rootCache())
        .builder();
  }
}
