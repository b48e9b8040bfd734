/** {@code ./dev faults}: a farm under fire, and the question whether it kept its promises. */
package org.reimzul.faults;
