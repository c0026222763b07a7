package org.headlinebench.history;

import java.time.Instant;
import java.util.List;

import org.headlinebench.benchmark.VoteStore;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.benchmark.result.Vote.Choice;

/** The votes of a {@link SqliteRunStore}; it uses, and does not close, the store's connections. */
final class SqliteVotes implements VoteStore {
    private final StoreConnection writer;

    SqliteVotes(StoreConnection writer) {
        this.writer = writer;
    }

    @Override
    public void add(Vote vote) {
        writer.synced(() -> writer.insert("""
                INSERT INTO vote (first_run, second_run, article, choice, voted_at_millis) VALUES (?, ?, ?, ?, ?)""",
                vote.first().value(), vote.second().value(), vote.article(), vote.choice().name(),
                vote.at().toEpochMilli()));
    }

    @Override
    public void removeLast(RunId first, RunId second) {
        writer.synced(() -> writer.update("""
                DELETE FROM vote WHERE sequence =
                    (SELECT max(sequence) FROM vote WHERE first_run = ? AND second_run = ?)""", first.value(),
                second.value()));
    }

    @Override
    public List<Vote> all() {
        return writer.query("""
                SELECT first_run, second_run, article, choice, voted_at_millis FROM vote ORDER BY sequence""",
                row -> new Vote(new RunId(row.getString(1)), new RunId(row.getString(2)), row.getInt(3),
                        Choice.valueOf(row.getString(4)), Instant.ofEpochMilli(row.getLong(5))));
    }

    @Override
    public List<Vote> between(RunId first, RunId second) {
        return writer.query("""
                SELECT article, choice, voted_at_millis FROM vote WHERE first_run = ? AND second_run = ?
                ORDER BY sequence""", row -> new Vote(first, second, row.getInt(1), Choice.valueOf(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3))), first.value(), second.value());
    }
}
