package org.headlinebench.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.ProfileStore;
import org.headlinebench.benchmark.result.TimeProfile;

/** A folder with a JSON file per profile; see {@code docs/decisions/0019}. */
public final class ProfileFiles implements ProfileStore {
    private final DocumentFolder<TimeProfile> folder;

    /** @param folder created when the first profile is kept */
    public ProfileFiles(Path folder) {
        this.folder = new DocumentFolder<>(folder, TimeProfile.class, TimeProfile::createdAt);
    }

    @Override
    public void save(TimeProfile profile) {
        folder.save(profile.id(), profile);
    }

    @Override
    public List<TimeProfile> list() {
        return folder.list();
    }

    @Override
    public Optional<TimeProfile> find(String id) {
        return folder.find(id);
    }

    /** Writes a profile to a file of the user's choice. */
    public static void write(TimeProfile profile, Path file) {
        DocumentFolder.write(profile, file);
    }
}
