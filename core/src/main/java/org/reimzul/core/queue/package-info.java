/** Taking jobs and settling each once; sending messages that must arrive. */
package org.reimzul.core.queue;
