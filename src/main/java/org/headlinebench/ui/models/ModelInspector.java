package org.headlinebench.ui.models;

import java.util.List;

import org.headlinebench.optimization.Stack;

/** Looks into a model's files. Called on background threads; reads weights only where values are asked for. */
public interface ModelInspector {
    /**
     * A tensor as the files hold it.
     *
     * @param name    Hugging Face's, for instance {@code model.layers.0.mlp.up_proj.weight}
     * @param shape   rows and columns, or rows
     * @param type    how it is stored
     * @param weights how many
     * @param bytes   that they take: blocks with their scales; of GPTQ's and AWQ's files the codes alone
     */
    record Tensor(String name, List<Long> shape, String type, long weights, long bytes) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    /**
     * A tensor's values.
     *
     * @param zeros  share of exact zeros, 0 to 1
     * @param counts how many values fall into each of as many equal parts of {@code lowest} to {@code highest}
     */
    record Values(double lowest, double highest, double mean, double deviation, double zeros, List<Long> counts) {
        public Values {
            counts = List.copyOf(counts);
        }
    }

    /**
     * A tensor's values after a stack has pruned and rounded them.
     *
     * @param values counted over the parts of the range that the tensor has before
     * @param change root mean square of what each value changed by
     */
    record After(Values values, double change) {}

    /**
     * A model's tensors.
     *
     * @throws org.headlinebench.failure.UserError if the model is not here or cannot be opened
     */
    List<Tensor> tensors(String model);

    /**
     * The values of one of them.
     *
     * @throws org.headlinebench.failure.UserError as above
     */
    Values values(String model, String tensor);

    /**
     * The values to which a stack makes a tensor's, computed by the formulas of its parts.
     *
     * @param before what {@link #values} gave
     * @throws org.headlinebench.failure.UserError as above, and where the stack's values depend on more than the weights
     */
    After after(String model, String tensor, Values before, Stack stack);
}
