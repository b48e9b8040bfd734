/** The messages of the tubes and the manifest of a result: typed, checked at the door. */
package org.reimzul.core.job;
