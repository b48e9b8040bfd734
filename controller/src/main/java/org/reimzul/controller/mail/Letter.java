package org.reimzul.controller.mail;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.ResultPath;

/**
 * The mail about a result, as the original words it. Whatever goes into its headers has passed the
 * grammar of its message, which knows no line ends.
 *
 * @param id the Message-ID without its brackets; the same for each delivery of one result
 */
record Letter(String id, String subject, String text) {
  private static final int ROOT_LINES = 30;
  private static final int BUILD_LINES = 80;

  /** Fetches the logs. */
  static Letter about(BuildEvent event, MailConfig config) {
    var job = event.job();
    String subject =
        "[reimzul] Build task %s %s (arch: %s) target %s : %s"
            .formatted(
                event.timestamp(), job.srpm(), job.arch(), job.target(), event.status().wire());
    String domain = config.from().substring(config.from().indexOf('@') + 1);
    return new Letter(identity(event) + "@" + domain, subject, text(event, config.results()));
  }

  private static String identity(BuildEvent event) {
    if (event.job().buildId().isPresent() && event.attempt().isPresent()) {
      return event.job().requireBuildId() + "." + event.attempt().get() + "." + event.status();
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(event.encode());
      return HexFormat.of().formatHex(digest, 0, 16) + "." + event.status();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(BuildEvent event, URI results) {
    URI logs = logs(event, results);
    var text = new StringBuilder("#### Reimzul build results #####\n");
    line(text, " Builder   : ", event.builder());
    line(text, " Package   : ", event.pkgname());
    line(text, " Timestamp   : ", event.timestamp());
    line(text, " Submitted by   : ", event.job().submitter());
    line(text, " Status    : ", event.status().wire());
    event.reason().ifPresent(reason -> line(text, " Reason    : ", oneLine(reason)));
    line(text, " Full logs available at ", logs.toString());
    line(text, "#### Mock output logs ####", "");
    line(text, "    ========== Mock root log ============", "");
    LogTails.last(ROOT_LINES, logs.resolve("root.log")).forEach(last -> line(text, "", last));
    line(text, "    ========== Mock build log ==========", "");
    LogTails.last(BUILD_LINES, logs.resolve("build.log")).forEach(last -> line(text, "", last));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(value).append('\n');
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static URI logs(BuildEvent event, URI results) {
    return Link.below(results, event.job().target() + "/" + ResultPath.of(event) + "/");
  }
}
