/** What is seen of the farm from outside, written down for the checker. */
package org.reimzul.faults.watch;
