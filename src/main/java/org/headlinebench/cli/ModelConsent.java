package org.headlinebench.cli;

import java.io.IOException;
import java.util.Locale;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.failure.UserError;

/**
 * Asks for a model that must be fetched first.
 *
 * @param yes whether the user has agreed beforehand
 */
record ModelConsent(CliServices bench, Terminal terminal, boolean yes) {
    /** @throws UserError where the answer is no, or nobody can answer */
    void require(String model) {
        if (!(bench.library().find(model) instanceof ModelChoice.FromCatalog(CatalogEntry entry))
                || bench.library().isInstalled(entry) || yes) {
            return;
        }
        String question = entry.name() + " is not on this machine (" + Figures.size(entry.sizeBytes()) + ", licence "
                + entry.licence().spdx() + ").";
        if (!terminal.interactive()) {
            throw new UserError(question,
                    "Fetch it with 'headline-bench models pull " + entry.id().value() + "', or add --yes.");
        }
        terminal.err().print(question + " Fetch it now? [Y/n] ");
        terminal.err().flush();
        try {
            String answer = terminal.in().readLine();
            if (answer == null || answer.strip().toLowerCase(Locale.ROOT).startsWith("n")) {
                throw new UserError("Without the model nothing can run.", "Choose another one with --model.");
            }
        } catch (IOException e) {
            throw new UserError("The answer cannot be read.", "Add --yes to fetch without a question.", e);
        }
    }
}
