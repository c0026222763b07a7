package org.headlinebench.app;

/** Entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("Java " + Runtime.version());
    }
}
