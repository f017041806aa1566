package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the server answers.
 *
 * @param status status code of HTTP
 * @param type media type of the body
 * @param headers further headers
 * @param body the content; not copied
 */
record Reply(int status, String type, Map<String, String> headers, byte[] body) {
  static final String JSON = "application/json; charset=utf-8";
  static final String BINARY = "application/octet-stream";
  static final String TEXT = "text/plain; charset=utf-8";

  static Reply json(Object value) {
    return of(200, JSON, Json.bytes(value));
  }

  static Reply binary(byte[] body) {
    return of(200, BINARY, body);
  }

  static Reply text(String text) {
    return of(200, TEXT, text.getBytes(UTF_8));
  }

  /** A refusal or failure, with a message for people. */
  static Reply failure(int status, String message) {
    return of(status, JSON, Json.bytes(Json.object("error", message)));
  }

  static Reply of(int status, String type, byte[] body) {
    return new Reply(status, type, Map.of(), body);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, more, body);
  }

  boolean done() {
    return status == 200;
  }
}
