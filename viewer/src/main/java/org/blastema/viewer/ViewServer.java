package org.blastema.viewer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Serves the page and the runs that it was given. Listens on the loopback address unless told
 * otherwise; elsewhere every request needs a token. A few requests are worked on at a time, the
 * others wait: a page never takes the machine from a run that is being computed.
 */
final class ViewServer implements Closeable {
  private static final int AT_A_TIME = 4;
  private static final Map<String, String> SAFETY =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                  + " media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turns = new Semaphore(AT_A_TIME);
  private final Gate gate;
  private final RunApi api;

  private ViewServer(HttpServer server, Gate gate, RunApi api) {
    this.server = server;
    this.gate = gate;
    this.api = api;
  }

  /** Starts a server for some runs. */
  static ViewServer start(List<ViewedRun> runs, InetSocketAddress address) throws IOException {
    Gate gate = address.getAddress().isLoopbackAddress() ? Gate.ofLoopback() : Gate.withToken();
    HttpServer http = HttpServer.create(address, 0);
    ViewServer server = new ViewServer(http, gate, new RunApi(runs));
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /** What to open in a browser. */
  URI address() throws IOException {
    InetSocketAddress bound = server.getAddress();
    InetAddress host = bound.getAddress();
    String name =
        host.isLoopbackAddress()
            ? host.getHostAddress().contains(":") ? "[::1]" : "127.0.0.1"
            : literal(host.isAnyLocalAddress() ? reachable() : host);
    String query = gate.token().map(token -> "?token=" + token).orElse("");
    return URI.create("http://" + name + ":" + bound.getPort() + "/" + query);
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    return bare.contains(":") ? "[" + bare + "]" : bare;
  }

  /** An address of this machine that others may reach. */
  private static InetAddress reachable() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
        .findFirst()
        .orElse(InetAddress.getLoopbackAddress());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Reply> refusal = gate.refusal(exchange);
      if (refusal.isPresent()) {
        send(exchange, refusal.get());
      } else {
        send(exchange, reply(exchange));
      }
    }
  }

  private Reply reply(HttpExchange exchange) {
    URI address = exchange.getRequestURI();
    String path = address.getRawPath();
    if (path.equals("/")) {
      if (gate.broughtBy(address)) {
        // The token moves from the address, which may be copied or logged, to a cookie.
        return Reply.of(303, Reply.TEXT, new byte[0])
            .with("Location", "/")
            .with("Set-Cookie", gate.cookie(exchange));
      }
      return PageFiles.find("index.html").orElseThrow();
    }
    if (path.startsWith(RunApi.ROOT)) {
      turns.acquireUninterruptibly();
      try {
        return api.answer(path.substring(RunApi.ROOT.length()), address.getRawQuery());
      } finally {
        turns.release();
      }
    }
    return PageFiles.find(path.substring(1))
        .orElseGet(() -> Reply.failure(404, "there is nothing here"));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers sent = exchange.getResponseHeaders();
    SAFETY.forEach(sent::set);
    reply.headers().forEach(sent::set);
    sent.set("Content-Type", reply.type());
    sent.set("Cache-Control", "no-cache");
    Body body = reply.done() ? Body.of(reply, exchange) : Body.whole(reply.status(), reply.body());
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head || body.length == 0) {
      if (head) {
        sent.set("Content-Length", Integer.toString(body.length));
      }
      exchange.sendResponseHeaders(body.status, -1);
      return;
    }
    exchange.sendResponseHeaders(body.status, body.length);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write(body.bytes, body.from, body.length);
    }
  }

  /** What is sent of a reply: all, the part that was asked for, or nothing if it is known. */
  private record Body(int status, byte[] bytes, int from, int length) {
    static Body whole(int status, byte[] bytes) {
      return new Body(status, bytes, 0, bytes.length);
    }

    static Body of(Reply reply, HttpExchange exchange) {
      byte[] bytes = reply.body();
      Headers sent = exchange.getResponseHeaders();
      String tag = tag(bytes);
      sent.set("ETag", tag);
      sent.set("Accept-Ranges", "bytes");
      Headers asked = exchange.getRequestHeaders();
      if (tag.equals(asked.getFirst("If-None-Match"))) {
        return new Body(304, bytes, 0, 0);
      }
      String range = asked.getFirst("Range");
      String condition = asked.getFirst("If-Range");
      if (range == null || (condition != null && !condition.equals(tag))) {
        return whole(200, bytes);
      }
      Optional<ByteRange> wanted = ByteRange.parse(range, bytes.length);
      if (wanted.isEmpty()) {
        return whole(200, bytes); // one that is not understood is ignored, as HTTP allows
      }
      ByteRange part = wanted.get();
      if (part.length() == 0) {
        sent.set("Content-Range", "bytes */" + bytes.length);
        return new Body(416, bytes, 0, 0);
      }
      sent.set("Content-Range", part.header(bytes.length));
      return new Body(206, bytes, part.from(), part.length());
    }

    private static String tag(byte[] bytes) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
