package org.reimzul.controller.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.reimzul.core.lifecycle.Host;

/** Hands letters to the mail server, each over a connection of its own. For one thread. */
final class MailServer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SmtpConfig config;
  private final String from;
  private final Session session;

  MailServer(SmtpConfig config, String from) {
    this.config = config;
    this.from = from;
    this.session = Session.getInstance(properties(config));
  }

  private static Properties properties(SmtpConfig config) {
    var properties = new Properties();
    String patience = String.valueOf(PATIENCE.toMillis());
    properties.put("mail.smtp.connectiontimeout", patience);
    properties.put("mail.smtp.timeout", patience);
    properties.put("mail.smtp.writetimeout", patience);
    properties.put("mail.smtp.localhost", Host.name());
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(config.login().isPresent()));
    boolean upgraded = config.tls() == SmtpConfig.Tls.STARTTLS;
    properties.put("mail.smtp.starttls.enable", String.valueOf(upgraded));
    properties.put("mail.smtp.starttls.required", String.valueOf(upgraded));
    properties.put("mail.smtp.ssl.enable", String.valueOf(config.tls() == SmtpConfig.Tls.TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    config
        .authority()
        .ifPresent(
            tls -> properties.put("mail.smtp.ssl.socketFactory", tls.context().getSocketFactory()));
    return properties;
  }

  /**
   * Sends a letter to each of these.
   *
   * @throws IOException when the server is away, or doesn't do as it should
   */
  Delivery send(Letter letter, List<String> to) throws IOException {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          config.host(),
          config.port(),
          config.login().map(SmtpConfig.Login::user).orElse(null),
          config.login().map(SmtpConfig.Login::password).orElse(null));
      Message message = message(letter, to);
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
      return Delivery.done();
    } catch (SendFailedException e) {
      return Delivery.of(e, to);
    } catch (MessagingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Message message(Letter letter, List<String> to) throws MessagingException {
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + letter.id() + ">");
          }
        };
    message.setFrom(new InternetAddress(from));
    for (String address : to) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
    }
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(Instant.now()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    return message;
  }
}
