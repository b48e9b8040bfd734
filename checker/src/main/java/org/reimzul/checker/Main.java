package org.reimzul.checker;

import java.nio.file.Path;

/** Prints what is wrong with a farm, given the directory with the evidence. */
public final class Main {
  private Main() {}

  /** Exit code 0: nothing is; 1: something is; 2: the evidence can't be read. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    if (args.length != 1) {
      System.err.println("Usage: checker EVIDENCE");
      return 2;
    }
    try {
      Verdict verdict = Checker.check(Path.of(args[0]));
      verdict.findings().forEach(System.out::println);
      System.out.println(verdict.summary());
      return verdict.clean() ? 0 : 1;
    } catch (Exception e) { // whatever it is: no verdict
      System.err.println("the evidence cannot be read: " + e);
      return 2;
    }
  }
}
