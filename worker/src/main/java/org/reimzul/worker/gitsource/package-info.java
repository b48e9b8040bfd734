/** From a commit in git to a source package: what a worker does for the tube {@code source}. */
package org.reimzul.worker.gitsource;
