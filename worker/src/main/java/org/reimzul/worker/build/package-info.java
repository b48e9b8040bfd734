/** One build job from its reservation to its hand-over to bstore. */
package org.reimzul.worker.build;
