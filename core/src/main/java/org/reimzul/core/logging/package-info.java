/** What daemons log, and how it looks. */
package org.reimzul.core.logging;
