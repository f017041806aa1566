package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are written byte by byte: clients would correct the bad ones. */
class SecurityTest {
  @TempDir Path folder;
  private ViewServer server;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "SECRET");
    SampleRuns.training(folder.resolve("run"), SampleRuns.SCRIPT, List.of("stem"), 2);
    server = ViewServerTest.serve(folder.resolve("run"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String request) throws IOException {
    return answer(server.address(), request);
  }

  private static String answer(URI address, String request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String get(String path, String host, String... headers) throws IOException {
    return answer(request("GET", path, host, headers));
  }

  private static String request(String method, String path, String host, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("Connection: close\r\n\r\n").toString();
  }

  /** The answer's first line, while the announced body is still to come. */
  private String firstLine(String header) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(request("GET", "/api/runs/0", own(), header).getBytes(ISO_8859_1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
          .readLine();
    }
  }

  private String own() throws IOException {
    return server.address().getAuthority();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/....//secret.txt",
        "//secret.txt",
        "/run.json",
        "/api/runs/0/../../secret.txt",
        "/api/runs/0/text/..%2f..%2fsecret.txt",
        "/api/runs/0/text/%2e%2e%2fsecret.txt",
        "/api/runs/0/frames/0/columns/..%2f..%2f..%2fsecret.txt",
        "/api/runs/0/limits/../../../secret.txt",
        "/api/runs/-1",
        "/api/runs/1",
        "/api/runs/99999999999999999999",
        "/META-INF/services/org.blastema.plugin.BlastemaPlugin",
        "/page/index.html",
        "/%00"
      })
  void no_path_leads_out_of_the_runs(String path) throws IOException {
    String reply = get(path, own());
    assertThat(reply).doesNotContain("SECRET").matches("(?s)HTTP/1.1 40[04].*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/0/fields/0/columns/..%2f..%2f..%2fsecret.txt",
        "/api/runs/0/fields/0/logs/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/api/runs/0/fields/0/columns/frame",
        "/api/runs/0/fields/0/voxels/..%2f0",
        "/api/runs/0/fields/0/voxels/-1",
        "/api/runs/0/fields/0/voxels/999999",
        "/api/runs/0/fields/-1/columns/oxygen",
        "/api/runs/0/fields/9/columns/oxygen",
        "/api/runs/0/fields/limits/../../../secret.txt",
        "/api/runs/0/fields/limits/..%5csecret.txt",
        "/api/runs/0/fields/0",
        "/api/runs/0/fields"
      })
  void no_path_leads_out_of_the_fields(String path) throws IOException {
    SampleRuns.fields(folder.resolve("fields"), 2, 2, 2);
    try (ViewServer fields = ViewServerTest.serve(folder.resolve("fields"))) {
      String here = fields.address().getAuthority();
      assertThat(answer(fields.address(), request("GET", path, here)))
          .doesNotContain("SECRET")
          .matches("(?s)HTTP/1.1 40[04].*");
      assertThat(answer(fields.address(), request("GET", path, "evil.example")))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void fields_are_refused_to_pages_of_other_sites() throws IOException {
    SampleRuns.fields(folder.resolve("fields"), 2, 2, 2);
    String path = "/api/runs/0/fields/0/columns/oxygen";
    try (ViewServer fields = ViewServerTest.serve(folder.resolve("fields"))) {
      String here = fields.address().getAuthority();
      assertThat(answer(fields.address(), request("GET", path, here))).startsWith("HTTP/1.1 200");
      assertThat(
              answer(fields.address(), request("GET", path, here, "Origin: http://evil.example")))
          .startsWith("HTTP/1.1 403");
      assertThat(answer(fields.address(), request("GET", path, "evil.example")))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void a_foreign_name_is_refused_as_dns_rebinding_would_use_it() throws IOException {
    for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "")) {
      assertThat(get("/api/runs/0", host)).as(host).startsWith("HTTP/1.1 403");
      assertThat(get("/", host)).as(host).startsWith("HTTP/1.1 403");
    }
    assertThat(answer("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403");
    for (String host : List.of("localhost:1", "localhost", "[::1]:9000", own())) {
      assertThat(get("/api/runs", host)).as(host).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void pages_of_other_sites_are_refused() throws IOException {
    assertThat(get("/api/runs/0", own(), "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
    assertThat(get("/api/runs/0", own(), "Origin: null")).startsWith("HTTP/1.1 403");
    assertThat(get("/api/runs/0", own(), "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    assertThat(get("/api/runs/0", own(), "Origin: http://" + own())).startsWith("HTTP/1.1 200");
    assertThat(get("/api/runs/0", own(), "Origin: http://evil.example"))
        .doesNotContainIgnoringCase("access-control-allow-origin");
  }

  @Test
  void nothing_can_be_sent_or_changed() throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
      assertThat(answer(request(method, "/api/runs/0", own()))).startsWith("HTTP/1.1 405");
    }
    assertThat(firstLine("Content-Length: 1000000000")).startsWith("HTTP/1.1 413");
    assertThat(firstLine("Transfer-Encoding: chunked")).startsWith("HTTP/1.1 413");
  }

  @Test
  void long_addresses_and_many_headers_are_refused() throws IOException {
    assertThat(get("/api/runs/0?" + "x".repeat(5000), own())).startsWith("HTTP/1.1 414");
    String[] many = new String[400];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-" + i + ": " + "y".repeat(50);
    }
    String reply;
    try {
      reply = get("/api/runs/0", own(), many);
    } catch (SocketException e) {
      reply = "cut off";
    }
    assertThat(reply).doesNotStartWith("HTTP/1.1 200");
    assertThat(get("/api/runs/0", own())).startsWith("HTTP/1.1 200");
  }

  @Test
  void every_answer_forbids_scripts_from_elsewhere() throws IOException {
    for (String path :
        List.of("/", "/main.js", "/api/runs/0", "/api/runs/0/text/scenario", "/no")) {
      assertThat(get(path, own()))
          .as(path)
          .containsIgnoringCase("content-security-policy: default-src 'none'; script-src 'self';")
          .containsIgnoringCase("x-content-type-options: nosniff")
          .containsIgnoringCase("frame-ancestors 'none'");
    }
    assertThat(get("/api/runs/0/text/scenario", own()))
        .containsIgnoringCase("content-type: text/plain");
  }

  @Test
  void a_saved_page_holds_the_texts_of_a_run_as_data() throws IOException {
    String page = HtmlExport.page(ViewedRun.open(folder.resolve("run")));
    assertThat(page).doesNotContain("onerror=");
    assertThat(page.split("</script>", -1)).hasSize(3); // the data and the program
  }

  @Test
  void a_link_that_leads_out_is_refused() throws IOException {
    Path linked = SampleRuns.plain(folder.resolve("linked"), 2, 1, 4);
    Files.createSymbolicLink(linked.resolve("log.txt.old"), folder.resolve("secret.txt"));
    assertThatThrownBy(() -> ViewedRun.open(linked))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("log.txt.old");
  }

  @Test
  void beyond_the_loopback_address_a_token_is_needed() throws IOException {
    try (ViewServer open =
        ViewServer.start(
            List.of(ViewedRun.open(folder.resolve("run"))),
            new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0))) {
      URI told = open.address();
      String token = told.getQuery();
      assertThat(token).matches("token=[0-9a-f]{48}");
      URI here = URI.create("http://127.0.0.1:" + told.getPort() + "/");
      String host = "tissue.example:" + told.getPort();
      assertThat(answer(here, request("GET", "/", host))).startsWith("HTTP/1.1 401");
      assertThat(answer(here, request("GET", "/main.js", host))).startsWith("HTTP/1.1 401");
      assertThat(answer(here, request("GET", "/api/runs/0?token=0", host)))
          .startsWith("HTTP/1.1 401");
      String entry = answer(here, request("GET", "/?" + token, host));
      assertThat(entry)
          .startsWith("HTTP/1.1 303")
          .containsIgnoringCase("location: /\r\n")
          .contains("HttpOnly; SameSite=Strict");
      String cookie = "blastema-" + told.getPort() + "=" + token.substring("token=".length());
      assertThat(answer(here, request("GET", "/api/runs/0", host, "Cookie: a=b; " + cookie)))
          .startsWith("HTTP/1.1 200");
      assertThat(
              answer(
                  here,
                  request(
                      "GET",
                      "/api/runs/0",
                      host,
                      "Cookie: " + cookie,
                      "Origin: http://evil.example")))
          .startsWith("HTTP/1.1 403");
    }
  }
}
