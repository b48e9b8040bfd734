package org.reimzul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.cli.remote.Exchange;
import org.reimzul.cli.remote.Following;
import org.reimzul.cli.remote.RemoteConfig;
import org.reimzul.cli.remote.Told;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reimzul-client}: asks a farm over MQTT to build a package from git. */
@Command(
    name = "reimzul-client",
    description = "Asks a farm, over its MQTT broker, to build a package from git.",
    sortOptions = false,
    versionProvider = Version.class)
public final class ClientMain implements Callable<Integer> {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  @Mixin private RequestOptions options;
  @Mixin private ClientOptions client;
  @Spec private CommandSpec spec;

  ClientMain() {}

  /** Exits 0 when the request is accepted, or published; 1 with a reason; 3 on a timeout. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new ClientMain(), true, args));
  }

  @Override
  public Integer call() throws Exception {
    client
        .deaf()
        .ifPresent(
            option -> {
              throw Words.wrong(spec, "--no-answer waits for nothing: not together with " + option);
            });
    Path file = client.configFile();
    RemoteConfig config = RemoteConfig.read(Settings.load(file));
    SourceRequest request = options.request(config.user());
    var console = new Console(spec);
    try (var exchange = new Exchange(config, request, console::warn)) {
      exchange.ask();
      if (client.blind()) {
        console.print("Published " + request.pkg() + " on " + exchange.topic());
        return 0;
      }
      return follow(config, request, exchange, console);
    } catch (IOException e) {
      throw new UserException(config.server().describe() + ": " + Reason.of(e));
    }
  }

  private int follow(RemoteConfig config, SourceRequest request, Exchange exchange, Console console)
      throws UserException, InterruptedException {
    var told = new Told(request, spec.commandLine().getOut(), client.json());
    var following = new Following(exchange, told);
    Duration limit = client.timeout().orElse(FOR_EVER);
    long start = System.nanoTime();
    Duration patience = client.waits() || client.timeout().isEmpty() ? shorter(limit) : limit;
    Optional<RequestNews> answer = following.answer(patience);
    if (answer.isEmpty()) {
      console.warn(silence(config, request, exchange.topic(), patience));
      return Exit.TIMEOUT;
    }
    if (Following.refused(answer.get())) {
      throw new UserException("refused: " + answer.get().reason().orElse("no reason given"));
    }
    told.accepted(answer.get());
    if (!client.waits()) {
      return 0;
    }
    Duration left = limit.minusNanos(System.nanoTime() - start);
    Optional<Boolean> good = following.end(answer.get(), left);
    if (good.isEmpty()) {
      console.warn(
          "the build has not ended within "
              + limit.toSeconds()
              + " s; it goes on"
              + again(request));
      return Exit.TIMEOUT;
    }
    return good.get() ? 0 : 1;
  }

  private static Duration shorter(Duration limit) {
    return limit.compareTo(ANSWER) < 0 ? limit : ANSWER;
  }

  private static String again(SourceRequest request) {
    return "; to ask for the same build again, add --request-id "
        + request.requestId().orElseThrow();
  }

  private static String silence(
      RemoteConfig config, SourceRequest request, String topic, Duration patience) {
    String named =
        config.unnamed()
            ? " (if it wants the name in the topic: topic = "
                + config.submitTopic()
                + "/"
                + config.user()
                + ")"
            : "";
    return "the farm has not answered within "
        + patience.toSeconds()
        + " s: its gateway is away, and takes the request later, or the broker does not let "
        + config.user()
        + " publish on "
        + topic
        + ", which it would not say"
        + named
        + again(request);
  }
}
