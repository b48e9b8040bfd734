/** Starting, stopping and waiting of daemons. */
package org.reimzul.core.lifecycle;
