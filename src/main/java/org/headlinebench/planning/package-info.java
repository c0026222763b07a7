/** What a model would need and how fast it would be on devices that need not be here: estimates, beside what was measured. */
package org.headlinebench.planning;
