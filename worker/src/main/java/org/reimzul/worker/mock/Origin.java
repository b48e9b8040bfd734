package org.reimzul.worker.mock;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the configuration of a build comes from. */
final class Origin {
  private final String file;
  private final Configurations farm;

  /**
   * @param file the configuration
   * @param farm where it was looked for; it may be an installed one
   */
  Origin(Path file, Configurations farm) {
    boolean ours = file.startsWith(farm.directory()) && farm.commit().isPresent();
    this.file = (ours ? farm.directory().relativize(file) : file).toString();
    this.farm = ours ? farm : Configurations.in(farm.directory());
  }

  /** For the record of the attempt. */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>(Map.of("mock_config", file));
    farm.commit().ifPresent(commit -> facts.put("mock_commit", commit));
    farm.stale().ifPresent(why -> facts.put("mock_stale", why));
    return facts;
  }

  /** What is not as it should be. */
  Optional<String> remark() {
    return farm.stale()
        .map(
            why ->
                "the mock configurations could not be pulled, building with the last good clone"
                    + farm.commit().map(" at "::concat).orElse("")
                    + ": "
                    + why);
  }

  @Override
  public String toString() {
    return file
        + farm.commit().map(commit -> " at commit " + commit).orElse("")
        + remark().map("; "::concat).orElse("");
  }
}
