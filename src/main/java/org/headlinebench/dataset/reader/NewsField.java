package org.headlinebench.dataset.reader;

import java.util.Arrays;
import java.util.List;

/** What a news row may carry, under the name that the News Category Dataset gives it. */
public enum NewsField {
    HEADLINE("headline", true), SHORT_DESCRIPTION("short_description", true), CATEGORY("category", false), AUTHORS(
            "authors", false), DATE("date", false), LINK("link", false);

    private final String datasetName;
    private final boolean required;

    NewsField(String datasetName, boolean required) {
        this.datasetName = datasetName;
        this.required = required;
    }

    /** Its name in the dataset's own files. */
    public String datasetName() {
        return datasetName;
    }

    /** Whether a row without it is of no use. */
    public boolean required() {
        return required;
    }

    static List<String> datasetNames() {
        return Arrays.stream(values()).map(NewsField::datasetName).toList();
    }
}
