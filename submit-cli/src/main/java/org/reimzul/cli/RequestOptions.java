package org.reimzul.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Tries;
import picocli.CommandLine.Option;

/** What is to be built: the original client's options, as a picocli mixin. */
@SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // picocli sets them
final class RequestOptions {
  @Option(
      names = {"-p", "--package"},
      paramLabel = "PKG",
      required = true,
      description = "The package, and its git repository's name, as httpd.")
  private String pkg;

  @Option(
      names = {"-b", "--branch"},
      paramLabel = "BRANCH",
      required = true,
      description = "The git branch to build from, as c7.")
  private String branch;

  @Option(
      names = {"-r", "--ref"},
      paramLabel = "REF",
      defaultValue = "HEAD",
      description = "The commit, tag or branch to build; default ${DEFAULT-VALUE}.")
  private String ref;

  @Option(
      names = {"-a", "--arch"},
      paramLabel = "ARCH",
      required = true,
      description = "What to build on, as x86_64.")
  private String arch;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "TARGET",
      required = true,
      description = "What to build for, without an arch, as c7.1708.u.")
  private String target;

  @Option(
      names = {"-d", "--disttag"},
      paramLabel = "DISTTAG",
      defaultValue = "",
      description = "The dist tag with its dot, as .el7.centos; default: told from the branch.")
  private String distTag;

  @Option(
      names = {"-s", "--sourcesdir"},
      paramLabel = "DIR",
      defaultValue = "",
      description = "The directory of the lookaside cache, as c7; default: the branch's.")
  private String sourcesDir;

  @Option(names = "--scratch", description = "Build, but publish in no repository.")
  private boolean scratch;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Ask again for the build of an earlier request, by its name.")
  private String requestId;

  /** The request; a {@link UserException} says what is wrong with it. */
  SourceRequest request(String submitter) throws UserException {
    String name = requestId == null ? BuildId.mint(Instant.now()).value() : requestId;
    try {
      return new SourceRequest(
          pkg,
          branch,
          ref,
          Optional.empty(),
          arch,
          target,
          distTag,
          sourcesDir,
          scratch,
          submitter,
          Optional.empty(),
          Optional.of(name),
          Tries.NONE,
          Map.of());
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }
}
