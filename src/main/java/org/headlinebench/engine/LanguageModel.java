package org.headlinebench.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.weights.ModelConfiguration;

/** A loaded model with its stack applied, ready to continue sequences of tokens. Used by one thread at a time. */
public interface LanguageModel extends AutoCloseable {
    ModelConfiguration configuration();

    /** What was loaded, as evidence that the stack took effect. */
    ModelFacts facts();

    /** What has been moved so far of the layers that stay on the host; absent where all are on the device. */
    Optional<StreamedLayers> streamed();

    /** Decode steps that were recorded and launched whole so far; absent where operators are launched one by one. */
    default Optional<Replays> replays() {
        return Optional.empty();
    }

    /** How the work was shared so far among the shards of a model; absent where one device holds it. */
    default Optional<ParallelUse> parallel() {
        return Optional.empty();
    }

    /** What positions are rotated by; absent where they are learned, or where several devices hold tables of their own. */
    default Optional<PositionTable> positionTable() {
        return Optional.empty();
    }

    /** The longest sequence, prompt and output together, that this model was prepared for, in tokens. */
    int contextTokens();

    /**
     * Opens an empty sequence.
     *
     * @param capacityTokens the most tokens it will hold, at most {@link #contextTokens()}
     * @param rule           how its tokens are chosen
     * @param stream         which stream of random numbers a sampled sequence draws from
     */
    TokenSequence open(int capacityTokens, Decoding.Plain rule, long stream);

    /**
     * Appends tokens to several of this model's sequences in one pass and chooses the one that follows each, as
     * {@link TokenSequence#next} does. The device has finished when this returns.
     *
     * @param sequences each once
     * @param tokens    those of each sequence
     * @return the id of each sequence's next token
     */
    default int[] nextOfEach(List<TokenSequence> sequences, List<int[]> tokens) {
        return nextOfEach(sequences, tokens, sequences.stream().map(_ -> AllowedTokens.ALL).toList());
    }

    /**
     * As the other, where not every token may follow; each sequence by the rule that it was opened with.
     *
     * @param allowed which may follow each sequence
     */
    int[] nextOfEach(List<TokenSequence> sequences, List<int[]> tokens, List<AllowedTokens> allowed);

    /**
     * Appends tokens and those proposed to several of this model's sequences, in one pass where it can, and keeps of each
     * sequence's proposals what {@link TokenSequence#verify} would.
     *
     * @param proposals of each sequence, or none
     * @return for each sequence the proposals kept, and the token that follows them
     */
    default List<int[]> verifyEach(List<TokenSequence> sequences, List<int[]> tokens, List<Proposal> proposals) {
        return IntStream.range(0, sequences.size())
                .mapToObj(i -> sequences.get(i).verify(proposals.get(i), tokens.get(i)))
                .toList();
    }

    @Override
    void close();
}
