/** Fetching and checking source packages. */
package org.reimzul.worker.source;
