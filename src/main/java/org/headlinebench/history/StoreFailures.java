package org.headlinebench.history;

import java.nio.file.Path;
import java.sql.SQLException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import org.headlinebench.history.StoreError.Reason;

/** Words for what can go wrong with the store's file. */
final class StoreFailures {
    private static final int PRIMARY_CODE = 0xff;

    private StoreFailures() {}

    /** The failure behind an exception of the driver. */
    static StoreError of(Path file, SQLException cause) {
        return switch (primaryCode(cause)) {
            case SQLITE_FULL -> new StoreError(Reason.DISK_FULL,
                    "The disk is full: the run store " + file + " cannot take more.",
                    "Free space on that disk and start again; everything stored before is kept.", cause);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH -> new StoreError(Reason.NOT_WRITABLE,
                    "The run store " + file + " cannot be opened for writing (" + cause.getMessage() + ").",
                    "Make the file and its folder writable, or choose another application folder.", cause);
            case SQLITE_CORRUPT -> damaged(file, cause.getMessage(), cause);
            case SQLITE_NOTADB -> notAStore(file, "it is no SQLite database", cause);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> new StoreError(Reason.BUSY,
                    "Another program keeps the run store " + file + " locked.",
                    "Close other windows of Headline Bench and programs that have the file open, then try again.",
                    cause);
            default -> new StoreError(Reason.OTHER,
                    "The run store " + file + " failed (" + cause.getMessage() + ").",
                    "Check the disk and try again; everything stored before is kept.", cause);
        };
    }

    static StoreError damaged(Path file, String how, Throwable cause) {
        return new StoreError(Reason.DAMAGED, "The run store " + file + " is damaged (" + how + ").",
                "It was left as it is. Move it away to begin with an empty store, or put a backup in its place; "
                        + "'sqlite3 FILE .recover' may save runs from the damaged file.",
                cause);
    }

    static StoreError notAStore(Path file, String why, Throwable cause) {
        return new StoreError(Reason.NOT_A_STORE, file + " is not a run store of Headline Bench: " + why + ".",
                "It was left as it is. Move it away, or choose another application folder.", cause);
    }

    static StoreError newer(Path file, int version, int known) {
        return new StoreError(Reason.NEWER_VERSION,
                "The run store " + file + " has version " + version + ", but this program knows versions up to " + known
                        + ".",
                "It was left as it is. Use the newer version of Headline Bench, or choose another application folder.");
    }

    static StoreError notCreated(Path file, Exception cause) {
        return new StoreError(Reason.NOT_WRITABLE,
                "The run store " + file + " cannot be created (" + cause.getMessage() + ").",
                "Make its folder writable, or choose another application folder.", cause);
    }

    static boolean isConstraint(SQLException cause) {
        return primaryCode(cause) == SQLiteErrorCode.SQLITE_CONSTRAINT;
    }

    private static SQLiteErrorCode primaryCode(SQLException cause) {
        return cause instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
