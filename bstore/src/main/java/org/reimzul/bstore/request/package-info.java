/**
 * What bstore is asked to do besides publishing: end builds, withdraw them, tell them all again.
 */
package org.reimzul.bstore.request;
