/** Where models lie on this machine, and how they get there: one fetcher per kind of source. */
package org.headlinebench.catalog.library;
