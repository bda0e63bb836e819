/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.benchmarks.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A chart of lines in SVG. The vertical axis is logarithmic.
 *
 * @param title      heading
 * @param horizontal what the horizontal axis shows
 * @param vertical   unit of the vertical axis
 */
record LineChart(String title, String horizontal, String vertical) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 50;
    private static final int BOTTOM = 50;
    private static final List<String> COLOURS = List.of("#9aa5b1", "#c77d2e", "#2a7f62", "#5b6abf");

    /**
     * A point of a line.
     *
     * @param x place on the horizontal axis, 0 or more
     * @param y place on the vertical axis, more than 0, or NaN for no point
     * @param note text beside the point
     */
    record Point(double x, double y, String note) {}

    /** The chart of lines by their names. */
    String svg(Map<String, List<Point>> lines) {
        double most = lines.values().stream().flatMap(List::stream).mapToDouble(Point::x).max().orElse(1);
        double highest = lines.values().stream().flatMap(List::stream).mapToDouble(Point::y).filter(Double::isFinite)
                .max()
                .orElse(10);
        int decades = (int) Math.max(1, Math.ceil(Math.log10(highest)));
        var svg = new StringBuilder();
        for (int decade = 0; decade <= decades; decade++) {
            double y = y(Math.pow(10, decade), decades);
            svg.append(String.format(Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dde3e8\"/>", LEFT, y,
                    WIDTH - RIGHT, y));
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f %s</text>",
                    LEFT - 8, y + 4,
                    Math.pow(10, decade),
                    vertical));
        }
        for (int tick = 0; tick <= 5; tick++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
                    x(most * tick / 5, most),
                    HEIGHT - BOTTOM + 18, most * tick / 5));
        }
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10,
                horizontal));
        int number = 0;
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            String colour = COLOURS.get(number++ % COLOURS.size());
            svg.append(line(line.getKey(), line.getValue(), colour, most, decades));
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="10" y="24" font-size="15">%s</text>
                %s</svg>
                """.formatted(WIDTH, HEIGHT, title, svg);
    }

    private static String line(String name, List<Point> points, String colour, double most, int decades) {
        var path = new StringBuilder();
        var marks = new StringBuilder();
        double endX = LEFT;
        double endY = HEIGHT - BOTTOM;
        String noted = "";
        for (Point point : points) {
            if (!Double.isFinite(point.y())) {
                continue;
            }
            endX = x(point.x(), most);
            endY = y(point.y(), decades);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", endX, endY));
            marks.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", endX,
                    endY, colour));
            if (!point.note().isEmpty() && !point.note().equals(noted)) {
                noted = point.note();
                marks.append(String.format(Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">%s</text>", endX,
                        endY - 10, colour,
                        noted));
            }
        }
        return String.format(Locale.ROOT, """
                <path d="%s" fill="none" stroke="%s" stroke-width="2.5"/>%s
                <text x="%.1f" y="%.1f" fill="%s" font-weight="bold">%s</text>
                """, path, colour, marks, endX + 10, endY + 4, colour, name);
    }

    private static double x(double value, double most) {
        return LEFT + (WIDTH - RIGHT - LEFT) * value / most;
    }

    private static double y(double value, int decades) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.max(0, Math.log10(value)) / decades;
    }
}
