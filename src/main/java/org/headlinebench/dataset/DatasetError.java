package org.headlinebench.dataset;

import org.headlinebench.failure.UserError;

/** A news file, a choice of rows, or a prompt setting that cannot be used as it is. */
public class DatasetError extends UserError {
    /** Where a user gets the full dataset; part of the remedy wherever a file is missing or damaged. */
    public static final String WHERE_TO_GET_IT = "The full dataset is \"News Category Dataset\" by Rishabh Misra on Kaggle;"
            + " the zip it comes in can be opened as downloaded.";

    public DatasetError(String message, String remedy) {
        super(message, remedy);
    }

    public DatasetError(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }
}
