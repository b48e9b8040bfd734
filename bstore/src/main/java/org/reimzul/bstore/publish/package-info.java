/**
 * From an upload to a committed result.
 *
 * <p>The steps, each of which may be the last before a crash:
 *
 * <ol>
 *   <li>copy the upload into {@code work/ATTEMPT}, hashing (an rsync that is still open could write
 *       into a directory that was merely renamed);
 *   <li>reserve a place: a hidden file beside it that nobody else can make;
 *   <li>write the record to {@code work/ATTEMPT.json}: from here on a scan finds the attempt;
 *   <li>link the record to {@code commits/BUILD}: the first link wins, this is the commit;
 *   <li>rename {@code work/ATTEMPT} over the place;
 *   <li>put the build on its repository's dirty list, or straight into the outbox;
 *   <li>remove the upload, the reservation, and last {@code work/ATTEMPT.json}.
 * </ol>
 *
 * An end without a result takes the same way with {@code work/BUILD.end.json}. Repeating any suffix
 * of them changes nothing.
 */
package org.reimzul.bstore.publish;
