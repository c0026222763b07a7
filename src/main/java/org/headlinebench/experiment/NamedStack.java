package org.headlinebench.experiment;

/**
 * A stack as an experiment names it. The text need not be one that this version can read: then the plan lists it as
 * refused.
 *
 * @param name     what it is called
 * @param text     the stack in the grammar of the axes
 * @param onTarget whether it runs on the experiment's larger model
 */
public record NamedStack(String name, String text, boolean onTarget) {
    public NamedStack {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a stack of an experiment has a name");
        }
    }

    /** A stack on the model itself. */
    public NamedStack(String name, String text) {
        this(name, text, false);
    }
}
