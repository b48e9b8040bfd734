package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468); text between them is ignored.
 *
 * @param type as {@code CERTIFICATE}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String type, byte[] der) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  static List<Pem> read(Path file) throws IOException {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(file, ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Pem(matcher.group(1), decode(file, matcher.group(2))));
    }
    return blocks;
  }

  private static byte[] decode(Path file, String text) {
    if (text.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(file + " is encrypted; store the key without a password");
    }
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is not PEM: " + e.getMessage(), e);
    }
  }
}
