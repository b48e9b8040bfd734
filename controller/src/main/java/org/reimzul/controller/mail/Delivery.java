package org.reimzul.controller.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What became of a letter that the server was asked to take.
 *
 * @param later who may have it later
 * @param never who can't have it
 * @param reason what the server said; empty when all have it
 */
record Delivery(List<String> later, List<String> never, String reason) {
  static Delivery done() {
    return new Delivery(List.of(), List.of(), "");
  }

  /** Of a letter that not all have got. */
  static Delivery of(SendFailedException failure, List<String> to) throws IOException {
    List<String> left = new ArrayList<>(to);
    left.removeAll(texts(failure.getValidSentAddresses()));
    List<String> never = new ArrayList<>();
    boolean byAddress = false;
    for (Exception e = failure; e instanceof MessagingException; e = next(e)) {
      if (e instanceof SMTPAddressFailedException one) {
        byAddress = true;
        if (forGood(one.getReturnCode())) {
          never.add(one.getAddress().getAddress());
        }
      }
    }
    if (!byAddress && left.size() == to.size()) {
      return ofWhole(failure, to);
    }
    left.removeAll(never);
    return new Delivery(left, never, String.valueOf(failure.getMessage()));
  }

  private static Delivery ofWhole(SendFailedException failure, List<String> to) throws IOException {
    int code =
        failure instanceof SMTPSendFailedException send
            ? send.getReturnCode()
            : failure instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : -1;
    if (code < 400) {
      throw new IOException(failure.getMessage(), failure);
    }
    String reason = String.valueOf(failure.getMessage());
    return forGood(code)
        ? new Delivery(List.of(), to, reason)
        : new Delivery(to, List.of(), reason);
  }

  private static boolean forGood(int code) {
    return code >= 500;
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException failure ? failure.getNextException() : null;
  }

  private static List<String> texts(Address[] addresses) {
    List<String> texts = new ArrayList<>();
    for (Address address : addresses == null ? new Address[0] : addresses) {
      texts.add(address.toString());
    }
    return texts;
  }
}
