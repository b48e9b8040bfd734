/** What turns a source package into packages, and the builder that only needs rpmbuild. */
package org.reimzul.worker.builder;
