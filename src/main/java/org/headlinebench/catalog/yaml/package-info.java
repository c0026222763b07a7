/** Reads {@code models.yaml}. */
package org.headlinebench.catalog.yaml;
