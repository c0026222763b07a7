/** From a news row to the prompt that is sent, and from the model's continuation to the headline that is scored. */
package org.headlinebench.dataset.prompt;
