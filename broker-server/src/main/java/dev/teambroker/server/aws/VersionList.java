package dev.teambroker.server.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** S3's answer to ListObjectVersions, without the marks of deletion. */
record VersionList(List<LockedObjects.Version> versions, boolean isTruncated) {
  static VersionList parse(byte[] answer) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(answer));
      try {
        return read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new IOException("S3 answered no list of versions", e);
    }
  }

  private static VersionList read(XMLStreamReader xml) throws XMLStreamException, IOException {
    List<LockedObjects.Version> versions = new ArrayList<>();
    boolean truncated = false;
    boolean isList = false;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "ListVersionsResult" -> isList = true;
          case "IsTruncated" -> truncated = xml.getElementText().equals("true");
          case "Version" -> versions.add(version(xml));
          default -> {}
        }
      }
    }
    if (!isList) {
      throw new IOException("S3 answered no list of versions");
    }
    return new VersionList(List.copyOf(versions), truncated);
  }

  private static LockedObjects.Version version(XMLStreamReader xml)
      throws XMLStreamException, IOException {
    String key = "";
    String id = "";
    while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("Version")) {
      if (xml.isStartElement() && xml.getLocalName().equals("Key")) {
        key = xml.getElementText();
      } else if (xml.isStartElement() && xml.getLocalName().equals("VersionId")) {
        id = xml.getElementText();
      }
    }
    if (key.isEmpty() || id.isEmpty()) {
      throw new IOException("S3 answered a version without a name");
    }
    return new LockedObjects.Version(key, id);
  }
}
