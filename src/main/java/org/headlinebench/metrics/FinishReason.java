package org.headlinebench.metrics;

/** Why a generation ended. */
public enum FinishReason {
    STOP_SEQUENCE("stop sequence"), END_OF_SEQUENCE("end of sequence"), LENGTH("length"), CANCELLED(
            "cancelled"), FAILED(
                    "failed");

    private final String label;

    FinishReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
