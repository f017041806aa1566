package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real browser without a window, told what to do over the DevTools protocol. */
final class Chromium implements Closeable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final HttpClient http;
  private final WebSocket socket;
  private final Listener listener = new Listener();
  private final AtomicInteger numbers = new AtomicInteger();

  private Chromium(Process process, HttpClient http, int port, int width, int height)
      throws IOException, InterruptedException {
    this.process = process;
    this.http = http;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String page = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    URI address = URI.create(MAPPER.readTree(page).path("webSocketDebuggerUrl").asString());
    this.socket = http.newWebSocketBuilder().buildAsync(address, listener).join();
    call("Page.enable");
    call("Runtime.enable");
    call("Log.enable");
    call("Network.enable");
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        false);
  }

  /** Where the browser is on this machine. */
  static Optional<Path> program() {
    for (String name : NAMES) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
        Path file = Path.of(folder).resolve(name);
        if (Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Starts a browser.
   *
   * @param profile an empty folder
   */
  static Chromium start(Path profile, int width, int height)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    try {
      HttpClient http = HttpClient.newHttpClient();
      return new Chromium(process, http, port(profile, process), width, height);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Path profile, Process process) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0 && process.isAlive()) {
      if (Files.exists(file) && Files.size(file) > 0) {
        return Integer.parseInt(Files.readAllLines(file).getFirst());
      }
      Thread.sleep(50);
    }
    throw new IOException(
        "the browser does not start: " + Files.readString(profile.resolve("chromium.log"), UTF_8));
  }

  /** Sends a command, with the names and values of its parameters, and waits for the answer. */
  JsonNode call(String method, Object... parameters) throws IOException, InterruptedException {
    int number = numbers.incrementAndGet();
    ObjectNode message = MAPPER.createObjectNode().put("id", number).put("method", method);
    ObjectNode given = message.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      given.set((String) parameters[i], MAPPER.valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    listener.waiting.put(number, answer);
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode reply = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (reply.has("error")) {
        throw new IOException(method + ": " + reply.path("error"));
      }
      return reply.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(method + " is not answered", e);
    }
  }

  /** Opens an address and waits until the page has drawn its first picture. */
  void open(URI address) throws IOException, InterruptedException {
    call("Page.navigate", "url", "about:blank");
    call("Page.navigate", "url", address.toString());
    await("document.documentElement && document.documentElement.dataset.ready");
  }

  /** The value of an expression, awaited if it is a promise. */
  JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode result =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits until an expression is true. */
  void await(String expression) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate("!!(" + expression + ")").asBoolean()) {
      if (System.nanoTime() - end >= 0) {
        throw new IOException("never true: " + expression + "; " + complaints());
      }
      Thread.sleep(50);
    }
  }

  /** Presses and releases the mouse at a place. */
  void click(double x, double y) throws IOException, InterruptedException {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          "type",
          type,
          "x",
          x,
          "y",
          y,
          "button",
          "left",
          "buttons",
          type.equals("mousePressed") ? 1 : 0,
          "clickCount",
          1);
    }
  }

  /** Presses and releases a key. */
  void press(String key) throws IOException, InterruptedException {
    for (String type : List.of("keyDown", "keyUp")) {
      call("Input.dispatchKeyEvent", "type", type, "key", key);
    }
  }

  /** The page as PNG. */
  byte[] screenshot() throws IOException, InterruptedException {
    String data = call("Page.captureScreenshot", "format", "png").path("data").asString();
    return Base64.getDecoder().decode(data);
  }

  /** What went wrong in the page: exceptions, errors of the console, requests to elsewhere. */
  List<String> complaints() {
    synchronized (listener.complaints) {
      return List.copyOf(listener.complaints);
    }
  }

  /** The addresses that the page asked for. */
  List<String> requests() {
    synchronized (listener.requests) {
      return List.copyOf(listener.requests);
    }
  }

  @Override
  public void close() {
    try {
      call("Browser.close"); // removes what the browser has left elsewhere
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      // it is ended below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      socket.abort();
      http.shutdownNow();
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = MAPPER.readTree(text.toString());
        text.setLength(0);
        take(message);
      }
      socket.request(1);
      return null;
    }

    private void take(JsonNode message) {
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt());
        if (answer != null) {
          answer.complete(message);
        }
        return;
      }
      JsonNode details = message.path("params");
      switch (message.path("method").asString("")) {
        case "Runtime.exceptionThrown" ->
            complaints.add(details.path("exceptionDetails").toString());
        case "Log.entryAdded" -> {
          if (details.path("entry").path("level").asString("").equals("error")) {
            complaints.add(details.path("entry").toString());
          }
        }
        case "Network.requestWillBeSent" ->
            requests.add(details.path("request").path("url").asString(""));
        default -> {
          // other events tell nothing here
        }
      }
    }
  }
}
