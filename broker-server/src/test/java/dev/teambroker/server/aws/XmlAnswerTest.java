package dev.teambroker.server.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's XML is read as the JDK's parser reads it. */
class XmlAnswerTest {
  private static final String[] TEXTS = {
    "plain",
    "",
    " with blanks ",
    "a&lt;b&amp;c&gt;&quot;&apos;",
    "&#65;&#x42;&#x1F600;",
    "<![CDATA[<not/>&an;element]]>",
    "<!-- passed - over -->kept",
    "<?passed over?>kept",
    "ä漢😀",
    "a/b+c=",
    "two\nlines"
  };
  private static final String[] NAMES = {
    "A", "Arn", "Credentials", "member", "p:Prefixed", "_x-1.2"
  };

  private final Random random = new Random(7);

  @Test
  void readsTwoThousandDocumentsAsTheJdkDoes() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      String document =
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R xmlns=\"https://aws\" xmlns:p='p'>"
              + content(0)
              + "</R>\n<!-- end -->";
      XmlAnswer answer = XmlAnswer.parse(document.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, String> text : asTheJdkReads(document).entrySet()) {
        assertThat(answer.text(text.getKey())).as(document).contains(text.getValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "{\"json\":true}",
        "<R>",
        "<R></S>",
        "<R><A></R></A>",
        "<R/><R/>",
        "<R/>x",
        "x<R/>",
        "<R>&unknown;</R>",
        "<R>&amp</R>",
        "<R>&#xD800;</R>",
        "<R",
        "<R a",
        "<R a=b/>",
        "<R a='b/>",
        "<R><![CDATA[x</R>",
        "<R><!-- x</R>",
        "<1/>",
        "< R/>",
        "</R>",
        "<!DOCTYPE R [<!ENTITY a 'b'>]><R>&a;</R>"
      })
  void takesNothingElseForXml(String text) {
    assertThatThrownBy(() -> XmlAnswer.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void takesNoOtherEncoding() {
    assertThatThrownBy(() -> XmlAnswer.parse("<R>ä</R>".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(MalformedAnswer.class);
    assertThatThrownBy(() -> XmlAnswer.parse("<R>a</R>".getBytes(StandardCharsets.UTF_16)))
        .isInstanceOf(MalformedAnswer.class);
  }

  private String content(int depth) {
    if (depth == 4 || random.nextInt(4) == 0) {
      return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
    }
    return random
        .ints(random.nextInt(4), 0, NAMES.length)
        .mapToObj(name -> element(NAMES[name], depth))
        .collect(Collectors.joining(random.nextBoolean() ? "\n  " : ""));
  }

  private String element(String name, int depth) {
    String attribute = random.nextInt(5) == 0 ? " of = \"a>b\" and='&quot;'" : "";
    return random.nextInt(8) == 0
        ? "<" + name + attribute + "/>"
        : "<" + name + attribute + ">" + content(depth + 1) + "</" + name + " >";
  }

  private static Map<String, String> asTheJdkReads(String document) throws XMLStreamException {
    Map<String, String> texts = new LinkedHashMap<>();
    XMLStreamReader xml =
        XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(document));
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    boolean innermost = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(xml.getLocalName());
          text.setLength(0);
          innermost = true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (innermost) {
            texts.putIfAbsent(
                path.stream().skip(1).collect(Collectors.joining("/")), text.toString());
          }
          text.setLength(0);
          innermost = false;
          path.removeLast();
        }
        default -> {}
      }
    }
    return texts;
  }
}
