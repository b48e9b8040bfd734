import static java.nio.file.Files.readAllLines;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Sums up a test run from the reports that Surefire and Failsafe wrote: {@code TestSummary ROOT
 * STARTED MAVEN-STATUS}, where reports older than STARTED (milliseconds) belong to another run.
 * Exits 1 if a test failed, none ran, or, with {@code CI=true}, one was skipped that may not be.
 */
final class TestSummary {
  enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }

  record Test(String kind, String type, String name, Result result, String reason) {
    String line() {
      return "  " + type + "." + name + ": " + reason;
    }
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    List<Test> tests = new ArrayList<>();
    for (Path report : reports(root, Long.parseLong(args[1]))) {
      tests.addAll(read(root, report));
    }
    System.out.println(); // Maven may have left its colour codes on an open line
    tests.stream()
        .collect(groupingBy(Test::kind, TreeMap::new, Collectors.toList()))
        .forEach((kind, some) -> System.out.printf("%-12s %s%n", kind, totals(some)));
    list("failed:", tests, test -> test.result() == Result.FAILED);
    list("skipped:", tests, test -> test.result() == Result.SKIPPED);
    int status = verdict(tests, mayBeSkipped(root), args[2].equals("0"));
    System.out.println(totals(tests));
    System.exit(status);
  }

  private static int verdict(List<Test> tests, Predicate<Test> maySkip, boolean mavenContent) {
    boolean failed = count(tests, Result.FAILED) > 0;
    boolean none = count(tests, Result.PASSED) == 0;
    boolean ci = "true".equals(System.getenv("CI"));
    Predicate<Test> skipped = test -> test.result() == Result.SKIPPED;
    Predicate<Test> wronglySkipped = skipped.and(maySkip.negate());
    if (ci) {
      list("not on .ci/may-skip:", tests, wronglySkipped);
    }
    if (none) {
      System.out.println("no test passed: nothing was shown");
    }
    if (!mavenContent && !failed) {
      System.out.println("Maven failed for another reason than a test: see above");
    }
    boolean bad = failed || none || !mavenContent || ci && tests.stream().anyMatch(wronglySkipped);
    return bad ? 1 : 0;
  }

  private static void list(String title, List<Test> tests, Predicate<Test> which) {
    List<String> lines = tests.stream().filter(which).map(Test::line).sorted().toList();
    if (!lines.isEmpty()) {
      System.out.println(title);
      lines.forEach(System.out::println);
    }
  }

  private static String totals(List<Test> tests) {
    return "%d passed, %d failed, %d skipped"
        .formatted(
            count(tests, Result.PASSED), count(tests, Result.FAILED), count(tests, Result.SKIPPED));
  }

  private static long count(List<Test> tests, Result result) {
    return tests.stream().filter(test -> test.result() == result).count();
  }

  private static Predicate<Test> mayBeSkipped(Path root) throws IOException {
    Set<String> names = Set.copyOf(readAllLines(root.resolve(".ci/may-skip")));
    return test -> names.contains(test.type());
  }

  private static List<Path> reports(Path root, long started) throws IOException {
    try (Stream<Path> paths = Files.find(root, 4, (path, is) -> is.isRegularFile())) {
      return paths
          .filter(path -> path.toString().matches(".*/target/(sure|fail)[a-z]+-reports/TEST-.*xml"))
          .filter(path -> path.toFile().lastModified() >= started)
          .sorted()
          .toList();
    }
  }

  private static List<Test> read(Path root, Path report) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    List<Test> tests = new ArrayList<>();
    for (int i = 0; i < cases.getLength(); i++) {
      tests.add(read(kind(root.relativize(report)), (Element) cases.item(i)));
    }
    return tests;
  }

  private static String kind(Path report) {
    if (report.toString().contains("surefire")) {
      return "unit";
    }
    return report.startsWith("farm") ? "end to end" : "integration";
  }

  private static Test read(String kind, Element test) {
    Map<String, Result> marks =
        Map.of("failure", Result.FAILED, "error", Result.FAILED, "skipped", Result.SKIPPED);
    for (var mark : marks.entrySet()) {
      if (test.getElementsByTagName(mark.getKey()).item(0) instanceof Element why) {
        return of(kind, test, mark.getValue(), reason(why));
      }
    }
    return of(kind, test, Result.PASSED, "");
  }

  private static Test of(String kind, Element test, Result result, String reason) {
    return new Test(
        kind, test.getAttribute("classname"), test.getAttribute("name"), result, reason);
  }

  private static String reason(Element why) {
    String message =
        why.hasAttribute("message") ? why.getAttribute("message") : why.getTextContent();
    return message.strip().lines().findFirst().orElse("no reason given");
  }
}
