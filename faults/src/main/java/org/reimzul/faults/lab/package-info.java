/** A farm of real processes on machines of its own: network namespaces, small disks, proxies. */
package org.reimzul.faults.lab;
