/** Sending results to bstore. */
package org.reimzul.worker.transfer;
