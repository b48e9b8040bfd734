/** One ini file for every role, read once at start, every problem reported together. */
package org.reimzul.core.config;
