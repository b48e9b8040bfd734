/** What the farm is given to do: packages, submissions, and messages that nobody should send. */
package org.reimzul.faults.load;
