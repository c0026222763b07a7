package org.headlinebench.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.sqlite.SQLiteConfig;

/** One connection to the store's file, for one thread at a time; the others wait. Failures are {@link StoreError}s. */
final class StoreConnection implements AutoCloseable {
    /** Longer than any transaction of this program takes, shorter than a user's patience. */
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Takes a value out of the current row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    StoreConnection(Path file) {
        this.file = file;
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        try {
            // As a URI, since a '?' in a plain path would begin the driver's parameters.
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri(),
                    config.toProperties());
        } catch (SQLException e) {
            throw StoreFailures.of(file, e);
        }
    }

    Path file() {
        return file;
    }

    /** All rows of a query. */
    synchronized <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        try (ResultSet results = bound(sql, arguments).executeQuery()) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** @return rows that were changed */
    synchronized int update(String sql, Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** @return whether the row was inserted; not where a constraint of the table forbids it */
    synchronized boolean insert(String sql, Object... arguments) {
        try {
            return bound(sql, arguments).executeUpdate() == 1;
        } catch (SQLException e) {
            StoreError failure = failed(sql, e);
            if (StoreFailures.isConstraint(e)) {
                return false;
            }
            throw failure;
        }
    }

    /** Runs statements that have no parameters and whose rows do not matter. */
    synchronized void execute(String sql) {
        try (Statement statement = open().createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw StoreFailures.of(file, e);
        }
    }

    /** Does all of the work or nothing of it, with no other writer in between. */
    synchronized <T> T transaction(Supplier<T> work) {
        execute("BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            T result = work.get();
            execute("COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    /**
     * Does a write that has reached the disk, with everything written before it, when it returns; other writes only
     * survive the end of the process.
     */
    synchronized <T> T synced(Supplier<T> write) {
        execute("PRAGMA synchronous = FULL");
        try {
            return write.get();
        } finally {
            execute("PRAGMA synchronous = NORMAL");
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw StoreFailures.of(file, e);
        }
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        Connection open = open();
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = open.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** The driver may have closed a statement that failed, so that the next call must prepare it again. */
    private StoreError failed(String sql, SQLException cause) {
        PreparedStatement statement = prepared.remove(sql);
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException alsoWhenClosing) {
            cause.addSuppressed(alsoWhenClosing);
        }
        return StoreFailures.of(file, cause);
    }

    private Connection open() throws SQLException {
        if (connection.isClosed()) {
            throw new IllegalStateException("the run store " + file + " is closed");
        }
        return connection;
    }

    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException rolledBackAlready) {
            // SQLite does so itself when a disk is full or fails; the first failure is the one to tell.
        }
    }
}
