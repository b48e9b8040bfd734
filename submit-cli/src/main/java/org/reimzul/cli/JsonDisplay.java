package org.reimzul.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.reimzul.core.job.Json;

/** One JSON object a line for each step. */
final class JsonDisplay implements Display {
  private final PrintWriter out;
  private final PrintWriter err;

  JsonDisplay(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void step(FollowedBuild build, BuildRecord.Step step) {
    var line =
        Json.object()
            .put("build_id", build.build().id().value())
            .put("srpm", build.build().job().srpm())
            .put("arch", build.build().job().arch())
            .put("step", step.what());
    step.at().ifPresent(at -> line.put("at", at.toString()));
    if (!step.host().isEmpty()) {
      line.put("host", step.host());
    }
    if (!step.reason().isEmpty()) {
      line.put("reason", step.reason());
    }
    out.print(new String(Json.write(line), StandardCharsets.UTF_8) + "\n");
    out.flush();
  }

  @Override
  public void round(List<FollowedBuild> builds) {
    // each step has been printed
  }

  @Override
  public void say(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
