package org.headlinebench.ui.page;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which page is shown. */
public final class Navigation {
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.BENCH);

    public ReadOnlyObjectProperty<Page> page() {
        return page.getReadOnlyProperty();
    }

    public void show(Page wanted) {
        page.set(wanted);
    }
}
