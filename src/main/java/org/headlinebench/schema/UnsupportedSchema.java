package org.headlinebench.schema;

import org.headlinebench.failure.UserError;

/** A JSON schema that is none, or that asks for more than can be held to. */
public final class UnsupportedSchema extends UserError {
    UnsupportedSchema(String message) {
        super(message, "Use the subset that docs/serving.md lists: objects, arrays, strings, integers, numbers, "
                + "booleans, null, enum, const, anyOf and $ref without recursion.");
    }
}
