import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;

/** Draws headline-bench.svg, whose shapes are rounded rectangles, as PNG, ICO and ICNS: java installer/MakeIcons.java */
void main() throws Exception {
    Path folder = Path.of("installer");
    Files.write(folder.resolve("headline-bench.png"), png(folder, 256));
    Files.write(folder.resolve("headline-bench.ico"), ico(png(folder, 256)));
    Files.write(folder.resolve("headline-bench.icns"), icns(png(folder, 256), png(folder, 512)));
}

byte[] png(Path folder, int size) throws Exception {
    var shapes = DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("headline-bench.svg").toFile())
            .getElementsByTagName("rect");
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(size / 256.0, size / 256.0);
    for (int i = 0; i < shapes.getLength(); i++) {
        var shape = (Element) shapes.item(i);
        double corner = 2 * number(shape, "rx");
        graphics.setColor(Color.decode(shape.getAttribute("fill")));
        graphics.fill(new RoundRectangle2D.Double(number(shape, "x"), number(shape, "y"), number(shape, "width"),
                number(shape, "height"), corner, corner));
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
}

double number(Element shape, String name) {
    return Double.parseDouble(shape.getAttribute(name));
}

/** One picture of 256 x 256, as PNG. */
byte[] ico(byte[] png) {
    return ByteBuffer.allocate(22 + png.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0).putShort((short) 1).putShort((short) 1)
            .put(new byte[4])
            .putShort((short) 1).putShort((short) 32)
            .putInt(png.length).putInt(22)
            .put(png)
            .array();
}

/** Pictures of 256 and 512, as PNG. */
byte[] icns(byte[] medium, byte[] large) throws IOException {
    int size = 8 + 8 + medium.length + 8 + large.length;
    return ByteBuffer.allocate(size)
            .put("icns".getBytes()).putInt(size)
            .put("ic08".getBytes()).putInt(8 + medium.length).put(medium)
            .put("ic09".getBytes()).putInt(8 + large.length).put(large)
            .array();
}
