package org.reimzul.farm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Submits with the distribution's own command, as a packager would. */
final class Submitter {
  private final Farm farm;

  Submitter(Farm farm) {
    this.farm = farm;
  }

  /** Submits these files; returns the build ids that the command printed. */
  List<String> submit(List<Path> srpms)
      throws IOException, InterruptedException, MalformedMessageException {
    List<String> argv = new ArrayList<>(List.of(farm.command("reimzul-submit")));
    srpms.forEach(srpm -> argv.addAll(List.of("-s", srpm.toString())));
    argv.addAll(List.of("-a", Host.machine(), "-t", FarmLayout.TARGET));
    argv.addAll(List.of("-d", FarmLayout.DISTTAG, "--json"));
    argv.addAll(List.of("--config", farm.layout().config().toString()));
    Command command = Command.of(argv);
    String javaHome = System.getenv("JAVA_HOME");
    String printed =
        new ProcessRunner()
            .capture(javaHome == null ? command : command.with("JAVA_HOME", javaHome));
    List<String> ids = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      ObjectNode build = Json.read(line.getBytes(StandardCharsets.UTF_8));
      ids.add(build.required("build_id").textValue());
    }
    return ids;
  }
}
