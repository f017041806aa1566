package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.HttpCookie;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which requests are heard: none with a body, none that another site's page sends, none
 * that reached us under a foreign name (DNS rebinding), and beyond the loopback address none
 * without the token.
 */
final class Gate {
  static final int LONGEST_ADDRESS = 2048;
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int TOKEN_BYTES = 24;

  private final Optional<String> token;

  private Gate(Optional<String> token) {
    this.token = token;
  }

  /** For a server that only this machine reaches. */
  static Gate ofLoopback() {
    return new Gate(Optional.empty());
  }

  /** For a server that others reach: makes a token. */
  static Gate withToken() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return new Gate(Optional.of(HexFormat.of().formatHex(random)));
  }

  Optional<String> token() {
    return token;
  }

  /** Why a request is refused; empty if it is heard. */
  Optional<Reply> refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return refused(405, "only GET and HEAD are served");
    }
    if (exchange.getRequestURI().toString().length() > LONGEST_ADDRESS) {
      return refused(414, "the address is too long");
    }
    String length = headers.getFirst("Content-Length");
    if (headers.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"))) {
      return refused(413, "a request must have no body");
    }
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1
        || (token.isEmpty() && !LOOPBACK_NAMES.contains(name(hosts.getFirst())))) {
      return refused(403, "this name is not served; use localhost");
    }
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      if (!origin.equals("http://" + hosts.getFirst())) {
        return refused(403, "pages of other sites are not served");
      }
    }
    boolean page = exchange.getRequestURI().getPath().equals("/");
    if (!page && "cross-site".equals(headers.getFirst("Sec-Fetch-Site"))) {
      return refused(403, "pages of other sites are not served");
    }
    return token
        .filter(wanted -> !shown(wanted, exchange))
        .flatMap(t -> refused(401, "needs the address with the token that the server has printed"));
  }

  /** Whether the address itself brings the right token. */
  boolean broughtBy(URI address) {
    return token.filter(wanted -> same(wanted, tokenIn(address.getRawQuery()))).isPresent();
  }

  private static boolean shown(String wanted, HttpExchange exchange) {
    if (same(wanted, tokenIn(exchange.getRequestURI().getRawQuery()))) {
      return true;
    }
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String pair : header.split(";")) {
        int equals = pair.indexOf('=');
        if (equals > 0
            && pair.substring(0, equals).strip().equals(cookieName(exchange))
            && same(wanted, pair.substring(equals + 1).strip())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The cookie that keeps the token; cookies are shared by the ports of a host. */
  static String cookieName(HttpExchange exchange) {
    return "blastema-" + exchange.getLocalAddress().getPort();
  }

  /** The header that hands the page its token. */
  String cookie(HttpExchange exchange) {
    HttpCookie cookie = new HttpCookie(cookieName(exchange), token.orElseThrow());
    return cookie.getName() + "=" + cookie.getValue() + "; Path=/; HttpOnly; SameSite=Strict";
  }

  private static String tokenIn(String query) {
    if (query != null) {
      for (String pair : query.split("&")) {
        if (pair.startsWith("token=")) {
          return pair.substring("token=".length());
        }
      }
    }
    return "";
  }

  private static boolean same(String wanted, String given) {
    return MessageDigest.isEqual(wanted.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  /** The host without its port. */
  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static Optional<Reply> refused(int status, String message) {
    return Optional.of(Reply.failure(status, message).with("Connection", "close"));
  }
}
