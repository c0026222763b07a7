/** OpenAI-compatible servers, measured from outside: requests, their streams, load and its knee. */
package org.headlinebench.endpoint;
