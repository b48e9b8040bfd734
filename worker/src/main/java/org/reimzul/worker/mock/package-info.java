/** The builder that runs mock: configurations, arguments, the meaning of its exits, tidying. */
package org.reimzul.worker.mock;
