package org.reimzul.faults.crash;

import org.reimzul.faults.load.Requests;

/** Who makes a farm come to its crash points; all but the raid begin and end by themselves. */
public record Cast(Traffic traffic, Trouble trouble, Requests requests, Raid raid) {
  /** While they rest nobody asks for anything. */
  void rest(boolean now) {
    traffic.rest(now);
    trouble.rest(now);
    requests.rest(now);
  }
}
