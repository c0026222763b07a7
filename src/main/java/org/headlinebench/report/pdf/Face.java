package org.headlinebench.report.pdf;

/** The embedded fonts: IBM Plex under the SIL Open Font License ({@code report/fonts/OFL.txt}). */
enum Face {
    REGULAR("IBMPlexSans-Regular"), BOLD("IBMPlexSans-SemiBold"), MONO("IBMPlexMono-Regular");

    private final String file;

    Face(String file) {
        this.file = file;
    }

    String resource() {
        return "/report/fonts/" + file + ".ttf";
    }
}
