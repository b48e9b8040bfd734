/** Finding the jobs of builds in the queue, and putting and telling of them. */
package org.reimzul.controller.queue;
