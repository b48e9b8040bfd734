package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reimzul.core.cli.Launcher;
import picocli.CommandLine;

/** The man pages say of options and commands what the commands themselves say. */
class ManPageTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z]*(-[a-z]+)*");

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", "man", name)).replace("\\-", "-");
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(ManPageTest::withSubcommands));
  }

  /** The options of a command and its subcommands. */
  private static Set<String> options(CommandLine line) {
    return withSubcommands(line)
        .flatMap(each -> each.getCommandSpec().options().stream())
        .flatMap(option -> Arrays.stream(option.names()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The options in the OPTIONS part of a page, where each paragraph's tag names one. */
  private static Set<String> tagged(String page) {
    return page.lines()
        .filter(line -> line.matches("\\.(BR|B|BI) -.*"))
        .flatMap(line -> OPTION.matcher(line).results().map(MatchResult::group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_page_of_reimzul_submit_has_its_options_and_no_other() throws Exception {
    assertThat(tagged(page("reimzul-submit.1")))
        .isEqualTo(options(Launcher.commandLine(new SubmitMain())));
  }

  @Test
  void the_page_of_reimzul_client_has_its_options_and_no_other() throws Exception {
    assertThat(tagged(page("reimzul-client.1")))
        .isEqualTo(options(Launcher.commandLine(new ClientMain())));
  }

  @Test
  void the_page_of_reimzul_has_its_options_and_no_other() throws Exception {
    assertThat(tagged(page("reimzul.1")))
        .isEqualTo(options(Launcher.commandLine(new ReimzulMain())));
  }

  @Test
  void the_page_of_reimzul_has_every_command() throws Exception {
    String page = page("reimzul.1");

    assertThat(withSubcommands(new CommandLine(new ReimzulMain())))
        .filteredOn(line -> line.getSubcommands().isEmpty())
        .extracting(line -> line.getCommandSpec().qualifiedName())
        .allSatisfy(command -> assertThat(page).contains(".TP\n.B " + command + "\n"));
  }
}
