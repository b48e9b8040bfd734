package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.testkit.Authority;

/** Keys and certificates as the openssl program writes them. */
class TlsMaterialIT {
  @TempDir static Path dir;
  private static Authority authority;

  @BeforeAll
  static void issue() throws IOException {
    authority = Authority.in(dir.resolve("ca"));
    for (String type : new String[] {"rsa:2048", "ec", "ed25519"}) {
      authority.issue(name(type), type, "DNS:" + name(type));
    }
  }

  private static String name(String type) {
    return type.replace(":", "");
  }

  private static TlsMaterial material(String certificate, Path key) throws IOException {
    return TlsMaterial.ofPem(authority.certificate(), authority.cert(certificate), key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa2048", "ec", "ed25519"})
  void a_pkcs8_key_is_read(String name) throws Exception {
    assertThat(Files.readString(authority.key(name))).contains("BEGIN PRIVATE KEY");
    assertThat(material(name, authority.key(name)).context()).isNotNull();
  }

  @Test
  void an_rsa_key_of_the_old_form_is_read() throws Exception {
    Path old = dir.resolve("rsa-old.key");
    Authority.openssl(
        "rsa", "-traditional", "-in", authority.key("rsa2048").toString(), "-out", old.toString());
    assertThat(Files.readString(old)).contains("BEGIN RSA PRIVATE KEY");
    assertThat(material("rsa2048", old).context()).isNotNull();
  }

  @Test
  void an_ec_key_of_the_old_form_is_read_with_its_parameters_before_it() throws Exception {
    Path old = dir.resolve("ec-old.key");
    Path parameters = dir.resolve("ec.params");
    Authority.openssl("ec", "-in", authority.key("ec").toString(), "-out", old.toString());
    Authority.openssl("ecparam", "-name", "prime256v1", "-out", parameters.toString());
    assertThat(Files.readString(old)).contains("BEGIN EC PRIVATE KEY");
    Path both = dir.resolve("ec-both.key");
    Files.writeString(both, Files.readString(parameters) + Files.readString(old));
    assertThat(material("ec", old).context()).isNotNull();
    assertThat(material("ec", both).context()).isNotNull();
  }

  @Test
  void an_encrypted_key_is_named_as_such() {
    Path pkcs8 = dir.resolve("encrypted.key");
    String key = authority.key("rsa2048").toString();
    Authority.openssl(
        "pkcs8", "-topk8", "-in", key, "-passout", "pass:secret", "-out", pkcs8.toString());
    Path old = dir.resolve("encrypted-old.key");
    Authority.openssl(
        "rsa",
        "-traditional",
        "-aes128",
        "-in",
        key,
        "-passout",
        "pass:secret",
        "-out",
        old.toString());
    for (Path encrypted : new Path[] {pkcs8, old}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> material("rsa2048", encrypted))
          .withMessageContaining("encrypted")
          .withMessageContaining(encrypted.toString());
    }
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> material("rsa2048", authority.key("ec")))
        .withMessageContaining("does not belong");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> material("ec", authority.key("ca")))
        .withMessageContaining("does not belong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not PEM",
        "-----BEGIN EC PRIVATE KEY-----\nMAUCAQEEAA==\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMIT/////\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----\n",
      })
  void rubbish_is_refused_with_the_file_named(String text) throws Exception {
    Path key = dir.resolve("rubbish.key");
    Files.writeString(key, text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> material("ec", key))
        .withMessageContaining(key.toString());
  }

  @Test
  void a_file_without_certificate_is_refused() throws Exception {
    Path key = authority.key("ec");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofPem(key, null, null))
        .withMessage("no certificate in " + key);
    Path broken = dir.resolve("broken.pem");
    Files.writeString(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofPem(broken, null, null))
        .withMessageContaining("bad certificate in " + broken);
  }

  @Test
  void certificate_and_key_go_together() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofPem(authority.certificate(), authority.cert("ec"), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMaterial.ofPem(authority.certificate(), null, authority.key("ec")));
  }

  @Test
  void a_missing_file_is_an_io_exception() {
    assertThatThrownBy(() -> TlsMaterial.ofPem(dir.resolve("missing"), null, null))
        .isInstanceOf(NoSuchFileException.class);
  }
}
