package org.reimzul.worker;

import java.util.Map;

/** A package's files as they lie in git. */
public final class Tiny {
  private static final String SPEC =
      """
      Name:           @NAME@
      Version:        1.0
      Release:        1%{?dist}
      Summary:        Says what its source says
      License:        Apache-2.0
      Source0:        @NAME@.txt
      BuildArch:      noarch

      %description
      One file.

      %install
      install -D -m 0644 %{SOURCE0} %{buildroot}/usr/share/@NAME@/@NAME@.txt

      %files
      /usr/share/@NAME@
      """;

  private Tiny() {}

  /** The spec file of a package of this name. */
  public static String spec(String name) {
    return SPEC.replace("@NAME@", name);
  }

  /** All of it in one directory; the source says {@code content}. */
  public static Map<String, String> files(String name, String content) {
    return Map.of(name + ".spec", spec(name), name + ".txt", content);
  }
}
