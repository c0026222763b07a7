/** Reads the News Category Dataset and files like it: JSON lines, gzip or zip of them, CSV. Every file is untrusted. */
package org.headlinebench.dataset.reader;
