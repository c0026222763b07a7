package org.headlinebench.catalog.library;

import java.io.OutputStream;
import java.nio.file.Path;

/** Another process that pulls a model: holds its lock until its standard input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelLock _ = ModelLock.tryNow(Path.of(arguments[0])).orElseThrow()) {
            System.out.println("locked");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
