/** The other machine's side of a launcher: answers what is asked, then starts a worker and passes its messages on. */
package org.headlinebench.launcher.host;
