package com.example.contract;

import com.example.contract.Report.Result;
import com.example.contract.Report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results as JUnit writes its own. */
final class JUnitXml {
    private JUnitXml() {}

    static void write(Report report, String suite, Path file) throws IOException {
        try (var text = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(report.results().size()));
            xml.writeAttribute("failures", String.valueOf(report.count(Verdict.FAILED)));
            xml.writeAttribute("skipped", String.valueOf(report.count(Verdict.SKIPPED)));
            for (Result result : report.results()) {
                write(result, suite, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException invalid) {
            throw new IOException("The report could not be written", invalid);
        }
    }

    private static void write(Result result, String suite, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite + "." + result.set());
        xml.writeAttribute("name", result.test());
        if (result.verdict() == Verdict.PASSED) {
            xml.writeEndElement();
            return;
        }
        xml.writeStartElement(result.verdict() == Verdict.FAILED ? "failure" : "skipped");
        xml.writeAttribute("message", legal(result.reason()));
        for (Exchange exchange : result.evidence()) {
            xml.writeCharacters(legal("\n" + exchange.shown() + "\n"));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** XML has no place for control characters. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
