package org.headlinebench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Holds the package rules of {@code docs/architecture.md}. */
@Order(26)
class ArchitectureTest {
    private static final String ROOT = "org.headlinebench.";
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.headlinebench");

    @Test
    void djlIsSeenOnlyByTheTorchEngineAndTheTokenizer() {
        only("ai.djl..", ROOT + "engine.torch..", ROOT + "tokenizer.huggingface..");
    }

    @Test
    void javafxIsSeenOnlyByTheWindow() {
        only("javafx..", ROOT + "ui..");
        only("org.jfree..", ROOT + "ui..");
    }

    @Test
    void pdfboxIsSeenOnlyByTheReport() {
        only("org.apache.pdfbox..", ROOT + "report.pdf..");
        only("org.apache.fontbox..", ROOT + "report.pdf..");
    }

    @Test
    void jettyIsSeenOnlyByTheServer() {
        only("org.eclipse.jetty..", ROOT + "serve..");
    }

    @Test
    void theServerNeverSeesTheEngine() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "serve..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "worker..", ROOT + "cli..", ROOT + "ui.."));
    }

    @Test
    void comparisonsRecommendationsAndReportsRestOnStoredRunsAlone() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + "comparison..", ROOT + "recommendation..", ROOT + "report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "worker..", ROOT + "history..", ROOT + "cli..",
                        ROOT + "ui.."));
    }

    @Test
    void trackingRestsOnStoredRunsAlone() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "tracking..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "worker..", ROOT + "cli..", ROOT + "ui.."));
    }

    @Test
    void oshiIsSeenOnlyByTheMonitor() {
        only("oshi..", ROOT + "monitor..");
    }

    @Test
    void sqlIsSeenOnlyByTheRunStore() {
        only("java.sql..", ROOT + "history..");
    }

    @Test
    void yamlIsParsedOnlyByItsReaders() {
        only("org.yaml..", ROOT + "yaml..", ROOT + "catalog.yaml..", ROOT + "experiment..", ROOT + "recommendation..",
                ROOT + "report..", ROOT + "planning..", ROOT + "endpoint..");
    }

    @Test
    void experimentsAreServicesThatKnowNeitherFaceNorEngineNorStore() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "experiment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "cli..", ROOT + "ui..", ROOT + "engine..", ROOT + "worker..",
                        ROOT + "history..", ROOT + "catalog.."));
    }

    @Test
    void picocliIsSeenOnlyByTheCommandLine() {
        only("picocli..", ROOT + "cli..", ROOT + "app..");
    }

    @Test
    void theCommandLineAndTheWindowNeverSeeTheEngine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + "cli..", ROOT + "ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "worker.."));
    }

    @Test
    void metricsArePureFunctions() {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "metrics..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(ROOT + "metrics..", "java.lang..", "java.util.."))));
    }

    @Test
    void onlyTheAppReadsTheEnvironmentOrExits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class));
    }

    @Test
    void onlyTheCommandLineAndTheWorkerPrint() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "worker..", ROOT + "app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void roomsHaveNoCycles() {
        check(slices().matching("org.headlinebench.(*)..").should().beFreeOfCycles());
    }

    private static void only(String library, String... rooms) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }
}
