package org.headlinebench.benchmark;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.TimeProfile;

/** Where profiles are kept. */
public interface ProfileStore {
    /** Keeps a profile; it is on the disk when this returns. */
    void save(TimeProfile profile);

    /** All profiles, newest first. */
    List<TimeProfile> list();

    Optional<TimeProfile> find(String id);
}
