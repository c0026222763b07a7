/**
 * Brings one file over HTTP onto the disk: with progress, resumed where an earlier attempt stopped, verified, and moved
 * into place only when it is right. It trusts neither the network nor the server.
 */
package org.headlinebench.catalog.download;
