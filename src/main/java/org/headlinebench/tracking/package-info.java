/** Stored runs sent to an MLflow server: parameters, metrics, tags and files. */
package org.headlinebench.tracking;
