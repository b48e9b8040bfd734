package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.Asked;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul config show}: what every key is, whether the file says so or not. */
@Command(
    name = "show",
    description = "Shows what every key is, without secrets; behind a '#' stand defaults.",
    versionProvider = Version.class)
final class ConfigShowCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print it as one JSON object.")
  private boolean json;

  @ParentCommand private ConfigCommand config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = config.load();
    var console = new Console(spec);
    List<String> problems = ConfigCommand.problems(settings, ConfigCommand.roles());
    Map<String, Map<String, Asked>> sections = new TreeMap<>();
    settings.asked().forEach(asked -> add(sections, asked));
    if (json) {
      console.print(new String(Json.write(object(sections)), StandardCharsets.UTF_8));
    } else {
      sections.forEach((section, keys) -> print(console, section, keys));
    }
    problems.forEach(console::warn);
    return problems.isEmpty() ? 0 : 1;
  }

  /** A key that several ask for has a default if one of them has. */
  private static void add(Map<String, Map<String, Asked>> sections, Asked asked) {
    sections
        .computeIfAbsent(asked.section(), any -> new LinkedHashMap<>())
        .merge(asked.key(), asked, (one, other) -> one.value() == null ? other : one);
  }

  private static void print(Console console, String section, Map<String, Asked> keys) {
    List<Asked> shown =
        keys.values().stream()
            .filter(each -> each.value() != null && !each.value().isEmpty())
            .toList();
    if (!shown.isEmpty()) {
      console.print("[" + section + "]");
      shown.forEach(each -> console.print(line(each)));
      console.print("");
    }
  }

  private static String line(Asked asked) {
    String value = asked.value().replace("\n", "\n  "); // as the file would go on
    return (asked.given() ? "" : "#") + asked.key() + " = " + value;
  }

  private ObjectNode object(Map<String, Map<String, Asked>> sections) {
    ObjectNode out = Json.object().put("file", config.file().toString());
    ObjectNode all = out.putObject("sections");
    sections.forEach(
        (section, keys) -> {
          ObjectNode shown = all.putObject(section);
          keys.forEach(
              (key, asked) ->
                  shown.putObject(key).put("value", asked.value()).put("given", asked.given()));
        });
    return out;
  }
}
