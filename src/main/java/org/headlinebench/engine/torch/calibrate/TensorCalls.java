package org.headlinebench.engine.torch.calibrate;

import java.util.ArrayList;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.script.Script;

/** Calls of a program whose tensors belong to one scope, with which they go. */
final class TensorCalls implements AutoCloseable {
    private final Script script;
    private final PtNDManager scope;

    TensorCalls(Script script) {
        this.script = script;
        this.scope = (PtNDManager) script.manager().newSubManager();
    }

    PtNDManager scope() {
        return scope;
    }

    /** @param arguments tensors, lists of tensors, {@code long[]}, Long, Double, Boolean or IValue */
    PtNDArray tensor(String method, Object... arguments) {
        return call(method, result -> result.toTensor(scope), arguments);
    }

    /** As the other, of a method that returns a list. */
    List<PtNDArray> tensors(String method, Object... arguments) {
        return call(method, result -> List.of(result.toTensorArray(scope)), arguments);
    }

    @Override
    public void close() {
        scope.close();
    }

    private <T> T call(String method, java.util.function.Function<IValue, T> take, Object... arguments) {
        var made = new ArrayList<IValue>();
        var all = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                all[i] = arguments[i] instanceof IValue given ? given : value(arguments[i]);
                if (!(arguments[i] instanceof IValue)) {
                    made.add(all[i]);
                }
            }
            try (IValue result = script.call(method, all)) {
                return take.apply(result);
            }
        } finally {
            made.forEach(IValue::close);
        }
    }

    private static IValue value(Object argument) {
        return switch (argument) {
            case PtNDArray tensor -> IValue.from(tensor);
            case List<?> tensors -> IValue.listFrom(tensors.toArray(PtNDArray[]::new));
            case long[] numbers -> IValue.listFrom(numbers);
            case Long number -> IValue.from(number);
            case Double number -> IValue.from(number);
            case Boolean flag -> IValue.from(flag);
            default -> throw new IllegalArgumentException(argument.getClass().getName());
        };
    }
}
