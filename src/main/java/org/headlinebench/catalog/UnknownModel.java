package org.headlinebench.catalog;

import org.headlinebench.failure.UserError;

/** The user named a model that is neither in the catalog nor on the disk. */
public final class UnknownModel extends UserError {
    public UnknownModel(String message, String remedy) {
        super(message, remedy);
    }
}
