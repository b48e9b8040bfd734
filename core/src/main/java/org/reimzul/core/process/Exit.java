package org.reimzul.core.process;

/**
 * How a program ended.
 *
 * @param code its exit code, 128 + N after signal N; meaningless when {@code timedOut}
 * @param timedOut it was stopped because its limit had passed
 */
public record Exit(int code, boolean timedOut) {
  /** True after exit code 0 within the limit. */
  public boolean ok() {
    return code == 0 && !timedOut;
  }

  @Override
  public String toString() {
    return timedOut ? "time limit passed" : "exit " + code;
  }
}
