package org.headlinebench.cli;

import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.library.InstalledModel;
import org.headlinebench.catalog.library.ModelStatus;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists, fetches and shows models.")
final class ModelsCommand implements Runnable {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    ModelsCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The catalog, and what of it is on this machine.")
    int list() {
        var table = new TextTable("model", "parameters", "to fetch", "licence", "installed");
        for (ModelStatus status : services.get().library().list()) {
            CatalogEntry entry = status.entry();
            table.row(entry.id().value(), Figures.format("%.2f B", entry.parameterCount() / 1e9),
                    Figures.size(entry.sizeBytes()),
                    entry.licence().spdx() + (entry.licence().gated() ? " (gated)" : ""),
                    entry.isShapeOnly()
                            ? "shape only, random weights"
                            : status.installed().map(installed -> Figures.size(installed.sizeBytes())).orElse("no"));
        }
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "pull", mixinStandardHelpOptions = true, description = "Fetches a model; an interrupted download is taken up again.")
    int pull(@Parameters(paramLabel = "ID") String id) {
        var library = services.get().library();
        var printed = new PullPrinter(terminal);
        InstalledModel model = library.pull(library.catalog().require(id), printed, CancellationCheck.NEVER);
        printed.close();
        terminal.out().println("Ready: " + model.path() + " (" + Figures.size(model.sizeBytes()) + ")");
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "All that the catalog knows of a model.")
    int show(@Parameters(paramLabel = "ID") String id) {
        var library = services.get().library();
        CatalogEntry entry = library.catalog().require(id);
        var shape = entry.shape();
        var out = terminal.out();
        out.println(entry.name() + " (" + entry.id().value() + ")");
        out.println("  family       " + entry.family().name().toLowerCase());
        out.println("  parameters   " + Figures.format("%,d", entry.parameterCount()));
        out.println("  layers       " + shape.layers() + " of width " + shape.hiddenSize() + ", " + shape.heads()
                + " heads, " + shape.kvHeads() + " key/value heads of size " + shape.headSize());
        out.println("  context      " + shape.maxPositions() + " tokens");
        out.println("  licence      " + entry.licence().spdx() + ", " + entry.licence().url()
                + (entry.licence().gated() ? " (consent needed on the hub)" : ""));
        out.println("  prompt       " + entry.promptPreset());
        entry.draft().ifPresent(draft -> out.println("  draft        " + draft.value()));
        entry.sources().forEach(source -> out.println("  source       " + source.describe()));
        out.println("  installed    "
                + library.installed(entry).map(installed -> installed.path().toString()).orElse("no"));
        return ExitCode.OK;
    }
}
