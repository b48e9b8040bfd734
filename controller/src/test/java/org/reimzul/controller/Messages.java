package org.reimzul.controller;

/** Messages as they stand in tubes. */
public final class Messages {
  /** The body that an original worker puts, in the original's order of keys; one line. */
  public static String original(String status, String srpm, String timestamp) {
    return """
        {"srpm": "%s", "arch": "armhfp", "target": "c7.1708.u.armhfp", "disttag": ".el7_4", \
        "scratch": false, "submitter": "arrfab", "status": "%s", \
        "builder_fqdn": "builder1.example.org", "evr": "2.02-0.65.el7_4", "pkgname": "grub2", \
        "timestamp": "%s"}"""
        .formatted(srpm, status, timestamp);
  }

  /** A body of ours. */
  public static String ours(String status, String build, String attempt, String more) {
    return """
        {"srpm":"hello-1.0-1.src.rpm","arch":"x86_64","target":"demo.9.x86_64","disttag":".el9",\
        "scratch":false,"submitter":"jane","build_id":"%s","status":"%s",\
        "builder_fqdn":"builder2","evr":"1.0-1.el9","pkgname":"hello",\
        "timestamp":"20261121031500","attempt":"%s"%s}"""
        .formatted(build, status, attempt, more);
  }

  /** The event of an end without a result. */
  public static String ended(String build, String state) {
    return """
        {"event":"ended","event_id":"%s","at":"2026-11-21T03:15:00Z","by":"bstore@b",\
        "build_id":"%s","reason":"because","data":{"state":"%s","job":\
        {"srpm":"hello-1.0-1.src.rpm","arch":"x86_64","target":"demo.9.x86_64",\
        "disttag":".el9","build_id":"%s"}}}"""
        .formatted(build, build, state, build);
  }

  private Messages() {}
}
