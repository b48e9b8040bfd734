/** A small http server for files, on the JDK's own. */
package org.reimzul.core.http;
