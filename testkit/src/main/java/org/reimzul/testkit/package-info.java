/** Real servers on free ports, for tests, the demo and benchmarks. Nothing here is installed. */
package org.reimzul.testkit;
