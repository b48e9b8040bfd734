package org.reimzul.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority for a test, made with the openssl program in a directory. */
public final class Authority {
  private final Path dir;

  private Authority(Path dir) {
    this.dir = dir;
  }

  /** A new one that keeps its files in {@code dir}. */
  public static Authority in(Path dir) throws IOException {
    Files.createDirectories(dir);
    var authority = new Authority(dir);
    authority.request("ca", "ec", "-subj", "/CN=test authority");
    return authority;
  }

  /** Its own certificate. */
  public Path certificate() {
    return cert("ca");
  }

  /**
   * Issues a certificate; {@link #cert} and {@link #key} tell where it and its key (PKCS#8) are.
   *
   * @param alternativeNames as {@code DNS:localhost,IP:127.0.0.1}
   */
  public void issue(String name, String keyType, String alternativeNames) {
    request(
        name,
        keyType,
        "-subj",
        "/CN=" + name,
        "-CA",
        cert("ca").toString(),
        "-CAkey",
        key("ca").toString(),
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "subjectAltName=" + alternativeNames);
  }

  private void request(String name, String keyType, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("req", "-x509", "-nodes", "-days", "2", "-newkey", keyType, "-batch"));
    if (keyType.equals("ec")) {
      arguments.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
    }
    arguments.addAll(List.of("-keyout", key(name).toString(), "-out", cert(name).toString()));
    arguments.addAll(List.of(more));
    openssl(arguments.toArray(String[]::new));
  }

  /** The certificate that was issued under this name. */
  public Path cert(String name) {
    return dir.resolve(name + ".pem");
  }

  /** The key of the certificate of this name. */
  public Path key(String name) {
    return dir.resolve(name + ".key");
  }

  /** Runs openssl; fails with what it said unless it ends 0. */
  public static void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.require("openssl").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
