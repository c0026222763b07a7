package org.headlinebench.endpoint;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What happened to requests besides answers; nothing of it is in an average, so all of it is told. */
final class RequestCounts {
    private final Map<RequestFailure.Kind, Integer> attempts = new EnumMap<>(RequestFailure.Kind.class);
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private int sent;
    private int answered;
    private int failed;
    private int retries;
    private int withoutUsage;

    synchronized void sent(boolean again) {
        sent++;
        retries += again ? 1 : 0;
    }

    synchronized void failed(RequestFailure attempt) {
        attempts.merge(attempt.kind(), 1, Integer::sum);
    }

    synchronized void answered(boolean usage) {
        answered++;
        withoutUsage += usage ? 0 : 1;
    }

    synchronized void gaveUp(String reason) {
        failed++;
        reasons.merge(reason, 1, Integer::sum);
    }

    synchronized int answered() {
        return answered;
    }

    synchronized String firstReason() {
        return reasons.keySet().stream().findFirst().orElse("");
    }

    /** As facts of a run. */
    synchronized Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("endpoint.requests", String.valueOf(answered + failed));
        facts.put("endpoint.failed", String.valueOf(failed));
        facts.put("endpoint.sent", String.valueOf(sent));
        facts.put("endpoint.retries", String.valueOf(retries));
        for (RequestFailure.Kind kind : RequestFailure.Kind.values()) {
            facts.put("endpoint." + kind.name().toLowerCase(Locale.ROOT),
                    String.valueOf(attempts.getOrDefault(kind, 0)));
        }
        facts.put("endpoint.tokenCounts", withoutUsage == 0
                ? "the server's usage"
                : "pieces of the stream, not tokens, in " + withoutUsage + " of " + answered + " answers");
        if (!reasons.isEmpty()) {
            facts.put("endpoint.firstFailure", firstReason());
        }
        return facts;
    }
}
