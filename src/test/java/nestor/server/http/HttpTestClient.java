package nestor.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the HTTP server under test. */
public final class HttpTestClient {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What browsers accept. */
  public static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String address;

  public HttpTestClient(String address) {
    this.address = address;
  }

  public record Got(int status, HttpResponse<String> response) {
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String text() {
      return response.body();
    }

    public JsonNode json() throws IOException {
      return JSON.readTree(response.body());
    }
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  public Got send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Got(response.statusCode(), response);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  public Got get(String path, String... headers) throws IOException {
    return send(with(to(path), headers));
  }

  public Got post(String path, String type, String body, String... headers) throws IOException {
    return send(
        with(to(path), headers)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public Got put(String path, String type, String body, String... headers) throws IOException {
    return send(
        with(to(path), headers)
            .header("Content-Type", type)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  public Got delete(String path) throws IOException {
    return send(to(path).DELETE());
  }

  /** What comes back to bytes that no well-behaved client would send. */
  public String raw(String request) throws IOException {
    URI uri = URI.create(address);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      in.transferTo(all);
      return all.toString(StandardCharsets.UTF_8);
    }
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** Sends what a browser would of a page's form. */
  public Got form(
      String path,
      String token,
      Map<String, String> fields,
      Map<String, String> files,
      String... headers)
      throws IOException {
    StringBuilder body = new StringBuilder();
    body.append(part("name=\"token\"", token));
    fields.forEach((name, value) -> body.append(part("name=\"" + name + "\"", value)));
    files.forEach(
        (name, content) -> body.append(part("name=\"file\"; filename=\"" + name + "\"", content)));
    HttpRequest.Builder request =
        to(path)
            .header("Accept", HTML)
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body + "--part--\r\n"));
    return send(with(request, headers));
  }

  private static String part(String disposition, String content) {
    return "--part\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  /** The token that the forms of a page carry. */
  public static String token(String page) {
    Matcher matcher = TOKEN.matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("no form in " + page);
    }
    return matcher.group(1);
  }
}
