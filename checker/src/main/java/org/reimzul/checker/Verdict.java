package org.reimzul.checker;

import java.util.List;

/**
 * What the checker has found. A build counts once for each kind, whatever was found of it.
 *
 * @param builds how many were acknowledged
 */
public record Verdict(
    int builds,
    int lost,
    int twice,
    int unexpected,
    int readerFailures,
    int leftovers,
    List<Finding> findings) {
  /** Copies the list. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Counts the findings. */
  static Verdict of(int builds, List<Finding> findings) {
    return new Verdict(
        builds,
        count(findings, Finding.Kind.LOST),
        count(findings, Finding.Kind.TWICE),
        count(findings, Finding.Kind.UNEXPECTED),
        count(findings, Finding.Kind.READER_FAILURE),
        count(findings, Finding.Kind.LEFTOVER),
        findings);
  }

  private static int count(List<Finding> findings, Finding.Kind kind) {
    List<Finding> ofKind = findings.stream().filter(each -> each.kind() == kind).toList();
    long builds = ofKind.stream().flatMap(each -> each.build().stream()).distinct().count();
    long others = ofKind.stream().filter(each -> each.build().isEmpty()).count();
    return Math.toIntExact(builds + others);
  }

  /** True when every promise was kept. */
  public boolean clean() {
    return findings.isEmpty();
  }

  /** The numbers on one line. */
  public String summary() {
    return "builds=%d lost=%d twice=%d unexpected=%d reader_failures=%d leftovers=%d"
        .formatted(builds, lost, twice, unexpected, readerFailures, leftovers);
  }
}
