/** Runs programs: argument lists, a clean environment, deadlines, no shell. */
package org.reimzul.core.process;
