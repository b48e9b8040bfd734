package org.reimzul.core.job;

import java.util.regex.Pattern;

/**
 * What may stand in a request to build from git. As {@link Grammar}: whole-string match, length
 * first, {@link IllegalArgumentException} with a reason that names the field.
 */
public final class SourceGrammar {
  private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final String HASH = "[0-9a-f]{40}|[0-9a-f]{64}";

  private static final Pattern BRANCH =
      Pattern.compile("(?!.*(\\.\\.|\\.lock(/|$)))" + PART + "(/" + PART + "){0,4}");
  private static final Pattern COMMIT = Pattern.compile(HASH);
  private static final Pattern USER = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final int LONGEST = 324;

  private SourceGrammar() {}

  /** A branch's name. */
  public static String branch(String value) {
    return check("git_branch", value, BRANCH, "the name of a branch");
  }

  /** A commit's hash, {@code HEAD} or the name of a branch or tag; all have a branch's shape. */
  public static String ref(String value) {
    return check("git_ref", value, BRANCH, "a commit, HEAD, or the name of a branch or tag");
  }

  /** A commit's hash in full: 40 or 64 lower-case hexadecimal digits. */
  public static String commit(String value) {
    return check("commit", value, COMMIT, "a commit's hash in full");
  }

  /** A directory of the lookaside, where it is not the branch's; may be empty. */
  public static String sourcesDir(String value) {
    return value != null && value.isEmpty()
        ? value
        : check("sources_dir", value, BRANCH, "a directory of the lookaside");
  }

  /** The common name of a certificate that may submit. */
  public static String user(String value) {
    return check("submitter", value, USER, "a user name (the common name of a certificate)");
  }

  /** The name that a client gave its request. */
  public static String requestId(String value) {
    return check("request_id", value, REQUEST_ID, "1 to 64 letters, digits and dashes");
  }

  private static String check(String field, String value, Pattern is, String want) {
    return Grammar.check(field, value, LONGEST, is, want);
  }
}
