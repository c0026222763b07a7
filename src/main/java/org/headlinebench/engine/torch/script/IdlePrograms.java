package org.headlinebench.engine.torch.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.headlinebench.device.DeviceId;

/**
 * Compiled programs that nobody uses at the moment, kept for the next that asks for the same texts: a program has no state,
 * and compiling one takes longer than a small model's whole headline. A program is used by one at a time.
 */
final class IdlePrograms {
    /**
     * What a program was made of.
     *
     * @param at     where it was loaded
     * @param device that its text names
     */
    record Key(DeviceId at, DeviceId device, List<String> parts, boolean marked) {
        Key {
            parts = List.copyOf(parts);
        }
    }

    private record Idle(Key key, Program program) {}

    /** Programs of a few hundred KiB to a few MiB each. */
    private static final int MOST = 48;
    private static final Deque<Idle> NEWEST_FIRST = new ArrayDeque<>();

    private IdlePrograms() {}

    static synchronized Optional<Program> take(Key key) {
        for (Iterator<Idle> all = NEWEST_FIRST.iterator(); all.hasNext();) {
            Idle idle = all.next();
            if (idle.key.equals(key)) {
                all.remove();
                return Optional.of(idle.program);
            }
        }
        return Optional.empty();
    }

    static synchronized void giveBack(Key key, Program program) {
        NEWEST_FIRST.addFirst(new Idle(key, program));
        while (NEWEST_FIRST.size() > MOST) {
            NEWEST_FIRST.removeLast().program.model().close();
        }
    }
}
