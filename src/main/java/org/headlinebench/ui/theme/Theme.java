package org.headlinebench.ui.theme;

import java.awt.Color;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** The two looks of the window, with the colours of what is painted without style sheets. */
public enum Theme {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), new Color(0x24292F), new Color(0x57606A),
            new Color(0xD8DEE4)), DARK(new PrimerDark().getUserAgentStylesheet(), new Color(0xC9D1D9),
                    new Color(0x8B949E), new Color(0x2D333B));

    private final String styleSheet;
    private final Color text;
    private final Color mutedText;
    private final Color gridLine;

    Theme(String styleSheet, Color text, Color mutedText, Color gridLine) {
        this.styleSheet = styleSheet;
        this.text = text;
        this.mutedText = mutedText;
        this.gridLine = gridLine;
    }

    public String styleSheet() {
        return styleSheet;
    }

    public Color text() {
        return text;
    }

    public Color mutedText() {
        return mutedText;
    }

    public Color gridLine() {
        return gridLine;
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }
}
