package org.reimzul.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ini4j.Config;
import org.ini4j.spi.IniHandler;
import org.ini4j.spi.IniParser;

/** Has ini4j take logical lines apart; of a key that is given twice, the last value counts. */
final class IniReader implements IniHandler {
  /** Stands for a carriage return within a line, which ini4j would take for its end. */
  private static final char RETURN = '\u2029';

  private final List<LogicalLines.Line> lines;
  private final Map<String, Map<String, IniFile.Raw>> sections = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private Map<String, IniFile.Raw> section;
  private int next;

  IniReader(List<LogicalLines.Line> lines) {
    this.lines = lines;
  }

  /** The problems, each behind the number of its line. */
  List<String> all() {
    String text =
        lines.stream().map(LogicalLines.Line::text).collect(Collectors.joining("\n", "", "\n"));
    try {
      IniParser.newInstance(asPythonReads())
          .parse(new StringReader(text.replace('\r', RETURN)), this);
    } catch (IOException e) {
      problems.add(line() + ": " + e.getMessage());
    }
    return problems;
  }

  Map<String, Map<String, IniFile.Raw>> sections() {
    return sections;
  }

  private static Config asPythonReads() {
    var config = new Config();
    config.setEscape(false);
    config.setEscapeNewline(false);
    config.setEmptyOption(true);
    config.setEmptySection(true);
    config.setMultiOption(true);
    config.setMultiSection(true);
    config.setLowerCaseOption(false); // it would ask the locale
    config.setPathSeparator('\0');
    config.setTree(false);
    config.setInclude(false);
    config.setComment(false);
    config.setHeaderComment(false);
    return config;
  }

  @Override
  public void startSection(String name) {
    section = sections.computeIfAbsent(text(name), any -> new LinkedHashMap<>());
    next++;
  }

  @Override
  public void handleOption(String name, String value) {
    String all = value == null ? "" : text(value);
    section.put(Interpolation.key(text(name)), new IniFile.Raw(line(), all));
    next++;
  }

  /** Only comments may be in another encoding. */
  private String text(String parsed) {
    String bytes = parsed.replace(LogicalLines.JOINT, '\n').replace(RETURN, '\r');
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      problems.add(line() + ": not UTF-8");
      return bytes;
    }
  }

  private int line() {
    return lines.get(Math.min(next, lines.size() - 1)).number();
  }

  @Override
  public void startIni() {}

  @Override
  public void endIni() {}

  @Override
  public void endSection() {}

  @Override
  public void handleComment(String comment) {}
}
