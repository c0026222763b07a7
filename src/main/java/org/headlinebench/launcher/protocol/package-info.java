/** What a parent and the program on another machine say to each other; lines as those of workers. */
package org.headlinebench.launcher.protocol;
