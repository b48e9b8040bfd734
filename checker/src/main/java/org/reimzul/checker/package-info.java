/**
 * Judges a farm from outside, from a directory of evidence. Knows the wire, the record and the
 * layout of a repository as they are documented, and none of the farm's code.
 *
 * <p>The directory, every file with one JSON object a line:
 *
 * <ul>
 *   <li>{@code farm.json} (one object): {@code mongodb} (URI), {@code database}; {@code
 *       repositories}: from a target as on the wire ({@code name.arch}) to the http or file URL of
 *       its repository; {@code scratch}, {@code tosign}: bstore's directories of that name, left
 *       out if there are none; {@code mail}: whether results are mailed; {@code recipients}
 *       (optional): by arch, the addresses that must get them.
 *   <li>{@code acknowledged.jsonl}: {@code build}, {@code srpm}, {@code target} (wire), {@code
 *       arch}, {@code scratch}, {@code name}, {@code evr} (version-release as built; without these
 *       two they are those of {@code srpm}), {@code expect} (of {@code success}, {@code failure},
 *       {@code canceled}, {@code skipped}, {@code withdrawn} those that are right, with commas
 *       between them; or {@code any}), {@code submitted_at} (when the submission began, and not its
 *       answer), {@code after} (build ids, optional), {@code packages} (optional: names of the RPMs
 *       besides the source package that a success consists of), {@code chained} (optional: the
 *       arches that are built after a success).
 *   <li>{@code submitted.jsonl} (optional): the same for submissions whose acknowledgement never
 *       came; each may have become one build that the record knows, which must end like the others.
 *   <li>{@code mqtt.jsonl}: {@code at}, {@code topic}, {@code message}.
 *   <li>{@code mail.jsonl}: {@code at}, {@code message_id}, {@code subject}, {@code body}, {@code
 *       to} (optional: addresses).
 *   <li>{@code reader.jsonl}: {@code at}, {@code url}, {@code ok}, {@code what} of each failed
 *       read; the last line is {@code reads}.
 *   <li>{@code leftovers.jsonl}: {@code kind}, {@code what}.
 * </ul>
 *
 * <p>A file that isn't there is an empty one, so that an observer who saw nothing saves nobody.
 */
package org.reimzul.checker;
