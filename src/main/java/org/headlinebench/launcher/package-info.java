/**
 * Workers elsewhere: a launcher is a named command whose standard streams reach the program on another machine. The
 * parent's side is here, the other machine's in {@code host}, what they say to each other in {@code protocol}
 * (docs/decisions/0031).
 */
package org.headlinebench.launcher;
