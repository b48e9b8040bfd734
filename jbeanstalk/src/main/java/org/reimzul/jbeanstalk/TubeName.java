package org.reimzul.jbeanstalk;

import java.util.regex.Pattern;

/**
 * The name of a tube: 1 to 200 of the bytes {@code A-Z a-z 0-9 - + / ; . $ _ ( )}, not beginning
 * with a hyphen. Checked here because a name that the server refuses after a body was announced
 * would leave that body to be read as commands.
 */
public record TubeName(String value) {
  private static final Pattern GRAMMAR =
      Pattern.compile("[A-Za-z0-9+/;.$_()][-A-Za-z0-9+/;.$_()]*");
  private static final int MAX_LENGTH = 200;

  /** The tube that a new connection uses and watches. */
  public static final TubeName DEFAULT = new TubeName("default");

  /**
   * @throws IllegalArgumentException when {@code value} is not a tube name
   */
  public TubeName {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a tube name has at most 200 bytes, this one " + value.length());
    }
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tube name: " + Shown.text(value));
    }
  }

  /** The tube of that name; throws as the constructor does. */
  public static TubeName of(String value) {
    return new TubeName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
