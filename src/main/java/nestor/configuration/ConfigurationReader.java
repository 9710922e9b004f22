package nestor.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nestor.delivery.Format;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Fault;
import nestor.rulebook.Nearest;
import nestor.rulebook.YamlFile;
import org.jspecify.annotations.Nullable;

/** Reads the file and the environment, and collects every fault. */
final class ConfigurationReader {
  /** Of the launcher, not of the configuration. */
  private static final Set<String> OTHERS = Set.of("NESTOR_JAVA_OPTIONS");

  private static final int DEFAULT_PORT = 8420;
  private static final long DEFAULT_UPLOAD = 64L << 20;
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int HIGHEST_PORT = 65_535;

  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();
  private @Nullable Path file;

  private ConfigurationReader() {}

  static Configuration.Loaded read(Optional<Path> file, Map<String, String> environment) {
    return new ConfigurationReader().readBoth(file, environment);
  }

  private Configuration.Loaded readBoth(Optional<Path> file, Map<String, String> environment) {
    this.file = file.orElse(null);
    YamlFile.Value top = file.flatMap(this::top).orElse(null);
    Path folder =
        file.map(path -> Objects.requireNonNullElse(path.getParent(), Path.of("")))
            .orElse(Path.of(""));
    Keys.Source source = new Keys.Source(folder, environment, faults);
    Keys keys = new Keys(source, "", top);
    Keys outbox = keys.below("outbox");
    Keys keep = keys.below("keep");
    Configuration configuration =
        new Configuration(
            of(keys.value("home"), Given::path),
            of(keys.value("rules"), Given::path),
            of(keys.value("routes"), Given::path),
            formats(outbox, "formats", List.of(Format.JSON, Format.HTML)),
            of(keep.value("advisories"), Given::days),
            http(keys.below("http")),
            mail(keys.below("mail")),
            clients(keys.each("clients")));
    outbox.tellUnknown();
    keep.tellUnknown();
    keys.tellUnknown();
    environment.keySet().stream()
        .filter(name -> name.startsWith(Keys.Source.PREFIX))
        .filter(name -> !OTHERS.contains(name) && !source.variables().contains(name))
        .sorted()
        .forEach(
            name ->
                faults.add(
                    Fault.in(
                        name,
                        null,
                        "no such variable means anything to Nestor",
                        Nearest.to(name, source.variables())
                            .map(near -> "did you mean " + near + "?")
                            .orElse(
                                "unset it, or name it after a key of nestor.yaml, such as"
                                    + " NESTOR_HTTP_PORT for http.port"))));
    return new Configuration.Loaded(
        configuration,
        faults.stream().sorted(Fault.READING_ORDER).toList(),
        warnings.stream().sorted(Fault.READING_ORDER).toList());
  }

  private Optional<YamlFile.Value> top(Path file) {
    try {
      return YamlFile.read(file.toString(), Files.readString(file), faults);
    } catch (NoSuchFileException e) {
      faults.add(Fault.in(file.toString(), null, "there is no such file", "check --config"));
    } catch (CharacterCodingException e) {
      faults.add(Fault.in(file.toString(), null, "the file is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      faults.add(
          Fault.in(
              file.toString(), null, "the file cannot be read", "name a file that you may read"));
    }
    return Optional.empty();
  }

  private HttpSettings http(Keys keys) {
    String host = of(keys.value("host"), Given::text);
    Integer port = of(keys.value("port"), given -> given.number(0, HIGHEST_PORT));
    Integer management = of(keys.value("management-port"), given -> given.number(0, HIGHEST_PORT));
    if (management != null
        && management != 0
        && management.equals(Objects.requireNonNullElse(port, DEFAULT_PORT))) {
      keys.fault(
          "management-port",
          "http.management-port is http.port",
          "choose another one, or leave it out: health and metrics are at http.port then");
    }
    Long limit = of(keys.value("upload-limit"), Given::size);
    Integer requests =
        of(keys.value("requests-per-minute"), given -> given.number(1, MOST_REQUESTS));
    HttpSettings.Tls tls = tls(keys.below("tls"));
    keys.tellUnknown();
    return new HttpSettings(
        Objects.requireNonNullElse(host, "127.0.0.1"),
        Objects.requireNonNullElse(port, DEFAULT_PORT),
        management,
        Objects.requireNonNullElse(limit, DEFAULT_UPLOAD),
        Objects.requireNonNullElse(requests, HttpSettings.REQUESTS_PER_MINUTE),
        tls);
  }

  private HttpSettings.@Nullable Tls tls(Keys keys) {
    if (!keys.present()) {
      keys.value("certificate");
      keys.value("key");
      return null;
    }
    Path certificate = of(keys.required("certificate"), Given::readableFile);
    Given keyFile = keys.required("key");
    Path key = of(keyFile, Given::readableFile);
    warnOfFile(keyFile, key);
    keys.tellUnknown();
    return certificate == null || key == null ? null : new HttpSettings.Tls(certificate, key);
  }

  private @Nullable MailSettings mail(Keys keys) {
    MailSettings mail =
        new MailSettings(
            of(keys.value("from"), Given::addressWithName),
            of(keys.value("consultant"), Given::address),
            of(keys.value("trusted-authentication-results"), Given::text),
            Objects.requireNonNullElse(
                of(keys.value("answers-per-hour"), given -> given.number(1, 10_000)), 20),
            formats(keys, "attach", List.of(Format.JSON)),
            of(keys.value("ca"), Given::readableFile),
            imap(keys.below("imap")),
            smtp(keys.below("smtp")));
    keys.tellUnknown();
    if (keys.present() && mail.smtp() != null && mail.from() == null) {
      keys.fault("from", "mail.smtp is given and mail.from is not", "add from: below mail");
    }
    return keys.present() ? mail : null;
  }

  private @Nullable ImapSettings imap(Keys keys) {
    MailServer server = server(keys, security -> security == MailServer.Security.TLS ? 993 : 143);
    String folder = of(keys.value("folder"), Given::text);
    String done = of(keys.value("done"), Given::text);
    String failed = of(keys.value("failed"), Given::text);
    Duration every = of(keys.value("every"), Given::duration);
    keys.tellUnknown();
    return server == null
        ? null
        : new ImapSettings(
            server,
            Objects.requireNonNullElse(folder, "INBOX"),
            Objects.requireNonNullElse(done, "Nestor/Done"),
            Objects.requireNonNullElse(failed, "Nestor/Failed"),
            Objects.requireNonNullElse(every, Duration.ofSeconds(30)));
  }

  private @Nullable MailServer smtp(Keys keys) {
    MailServer server =
        server(
            keys,
            security ->
                switch (security) {
                  case TLS -> 465;
                  case STARTTLS -> 587;
                  case NONE -> 25;
                });
    keys.tellUnknown();
    return server;
  }

  private @Nullable MailServer server(Keys keys, Function<MailServer.Security, Integer> usualPort) {
    Given host = keys.present() ? keys.required("host") : keys.value("host");
    Integer port = of(keys.value("port"), given -> given.number(1, HIGHEST_PORT));
    MailServer.Security security =
        Objects.requireNonNullElse(
            of(keys.value("security"), given -> given.choice(MailServer.Security.values())),
            MailServer.Security.TLS);
    String user = of(keys.value("user"), Given::text);
    Given password = keys.value("password");
    Given passwordFile = keys.value("password-file");
    Given accessTokenFile = keys.value("access-token-file");
    int logins = 0;
    for (Given way : new Given[] {password, passwordFile, accessTokenFile}) {
      logins += way == null ? 0 : 1;
    }
    if (logins > 1) {
      keys.fault(
          "password",
          "there are several ways to log in",
          "keep one of password, password-file and access-token-file");
    }
    if (logins > 0 && user == null && host != null) {
      keys.fault("user", "there is a way to log in, and no user", "add user: below it");
    }
    if (password != null && !keys.isVariable("password")) {
      warn(
          password,
          file,
          password.key() + " stands in a file that every user of this machine may read",
          ", or leave it out and set " + keys.variable("password"));
    }
    Secret secret = password == null ? of(passwordFile, this::content) : secret(password);
    Path token = of(accessTokenFile, Given::readableFile);
    warnOfFile(accessTokenFile, token);
    return host == null
        ? null
        : new MailServer(
            host.text(),
            Objects.requireNonNullElseGet(port, () -> usualPort.apply(security)),
            security,
            user,
            secret,
            token);
  }

  private void warnOfFile(@Nullable Given given, @Nullable Path secret) {
    if (given != null) {
      warn(
          given,
          secret,
          given.key() + " names a file that every user of this machine may read",
          "");
    }
  }

  /** Warns if strangers may read a file. */
  private void warn(Given given, @Nullable Path secret, String what, String orElse) {
    if (secret == null) {
      return;
    }
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(secret, PosixFileAttributeView.class);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> granted = view.readAttributes().permissions();
      if (granted.contains(PosixFilePermission.OTHERS_READ)) {
        warnings.add(
            given
                .place()
                .apply(
                    what + " (" + PosixFilePermissions.toString(granted) + ")",
                    "take that back with chmod 600 " + secret + orElse));
      }
    } catch (IOException e) {
      // Whoever reads it says so.
    }
  }

  private static Secret secret(Given given) {
    return new Secret(given.text());
  }

  private @Nullable Secret content(Given given) {
    Path secret = given.readableFile();
    if (secret == null) {
      return null;
    }
    warnOfFile(given, secret);
    try {
      String text = Files.readString(secret).strip();
      if (!text.isEmpty()) {
        return new Secret(text);
      }
      given.fault(given.key() + " names an empty file", "write the password into it");
    } catch (IOException e) {
      given.fault(given.key() + " names a file that cannot be read", "save it as UTF-8");
    }
    return null;
  }

  private List<Client> clients(List<Keys> all) {
    List<Client> clients = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Keys keys : all) {
      Given id = keys.required("id");
      if (id != null && !EngineWords.isId(id.text())) {
        id.fault(
            "'" + id.text() + "' is no id of an organisation", "write " + EngineWords.ID_IN_WORDS);
      } else if (id != null && !ids.add(id.text())) {
        id.fault("there are two clients '" + id.text() + "'", "keep one of them");
      }
      String name = of(keys.value("name"), Given::text);
      List<String> senders = addresses(keys.values("senders"), Given::addressOrDomain);
      List<String> recipients = addresses(keys.values("recipients"), Given::address);
      keys.tellUnknown();
      if (id != null) {
        clients.add(
            new Client(
                id.text(), Objects.requireNonNullElse(name, id.text()), senders, recipients));
      }
    }
    return List.copyOf(clients);
  }

  private static List<String> addresses(
      @Nullable List<Given> given, Function<Given, @Nullable String> reading) {
    List<String> addresses = new ArrayList<>();
    for (Given one : given == null ? List.<Given>of() : given) {
      String address = reading.apply(one);
      if (address != null) {
        addresses.add(address);
      }
    }
    return List.copyOf(addresses);
  }

  private static List<Format> formats(Keys keys, String key, List<Format> otherwise) {
    List<Given> given = keys.values(key);
    if (given == null) {
      return otherwise;
    }
    List<Format> formats = new ArrayList<>();
    for (Given one : given) {
      Format format = one.choice(Format.values());
      if (format != null && !formats.contains(format)) {
        formats.add(format);
      }
    }
    return List.copyOf(formats);
  }

  private static <T> @Nullable T of(
      @Nullable Given given, Function<Given, ? extends @Nullable T> reading) {
    return given == null ? null : reading.apply(given);
  }
}
