package org.headlinebench.ui.chart;

import java.util.List;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.ProfileStore;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.ui.frame.Background;

/** The stored profiles, read when they are wanted. Window's thread only. */
public final class ProfilesModel {
    private static final System.Logger LOG = System.getLogger(ProfilesModel.class.getName());

    private final ProfileStore store;
    private final Background background;
    private final ReadOnlyObjectWrapper<List<TimeProfile>> profiles = new ReadOnlyObjectWrapper<>(List.of());

    public ProfilesModel(ProfileStore store, Background background) {
        this.store = store;
        this.background = background;
    }

    /** Newest first; empty until they are read. */
    ReadOnlyObjectProperty<List<TimeProfile>> profiles() {
        return profiles.getReadOnlyProperty();
    }

    /** Reads them again: the command line may have made one. */
    void refresh() {
        background.run(store::list, profiles::set,
                found -> LOG.log(System.Logger.Level.WARNING, "profiles are not read: " + found.text()));
    }
}
