/**
 * What bstore keeps on disk: the layout, the commit records, and the two durable to-do lists
 * (repositories that need new repodata, ends that must be announced). Knows no queue.
 */
package org.reimzul.bstore.store;
