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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nestor.delivery.Format;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the configuration file and the environment, which collects every fault before it gives
 * up.
 */
final class ConfigurationReader {
  /** Of the launcher, not of the configuration. */
  private static final Set<String> OTHERS = Set.of("NESTOR_JAVA_OPTIONS");

  private static final int DEFAULT_PORT = 8420;
  private static final long DEFAULT_UPLOAD = 64L << 20;
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int HIGHEST_PORT = 65_535;

  private final List<Diagnostic> faults = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
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
    ConfigSection.Source source = new ConfigSection.Source(folder, environment, faults);
    ConfigSection section = new ConfigSection(source, "", top);
    ConfigSection outbox = section.below("outbox");
    ConfigSection keep = section.below("keep");
    Configuration configuration =
        new Configuration(
            of(section.value("home"), ConfigValue::path),
            of(section.value("rules"), ConfigValue::path),
            of(section.value("routes"), ConfigValue::path),
            Boolean.TRUE.equals(of(section.value("strict"), ConfigValue::yesOrNo)),
            formats(outbox, "formats", List.of(Format.JSON, Format.HTML)),
            of(keep.value("advisories"), ConfigValue::days),
            http(section.below("http")),
            mail(section.below("mail")),
            clients(section.each("clients")));
    outbox.rejectUnknown();
    keep.rejectUnknown();
    section.rejectUnknown();
    environment.keySet().stream()
        .filter(name -> name.startsWith(ConfigSection.Source.PREFIX))
        .filter(name -> !OTHERS.contains(name) && !source.variables().contains(name))
        .sorted()
        .forEach(
            name ->
                faults.add(
                    Diagnostic.in(
                        name,
                        null,
                        "no such variable means anything to Nestor",
                        Suggestions.to(name, source.variables())
                            .map(near -> "did you mean " + near + "?")
                            .orElse(
                                "unset it, or name it after a key of nestor.yaml, such as"
                                    + " NESTOR_HTTP_PORT for http.port"))));
    return new Configuration.Loaded(
        configuration,
        faults.stream().sorted(Diagnostic.READING_ORDER).toList(),
        warnings.stream().sorted(Diagnostic.READING_ORDER).toList());
  }

  private Optional<YamlFile.Value> top(Path file) {
    try {
      return YamlFile.read(file.toString(), Files.readString(file), faults);
    } catch (NoSuchFileException e) {
      faults.add(Diagnostic.in(file.toString(), null, "there is no such file", "check --config"));
    } catch (CharacterCodingException e) {
      faults.add(
          Diagnostic.in(file.toString(), null, "the file is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      faults.add(
          Diagnostic.in(
              file.toString(), null, "the file cannot be read", "name a file that you may read"));
    }
    return Optional.empty();
  }

  private HttpSettings http(ConfigSection section) {
    String host = of(section.value("host"), ConfigValue::text);
    Integer port = of(section.value("port"), value -> value.number(0, HIGHEST_PORT));
    Integer management =
        of(section.value("management-port"), value -> value.number(0, HIGHEST_PORT));
    if (management != null
        && management != 0
        && management.equals(Objects.requireNonNullElse(port, DEFAULT_PORT))) {
      section.fault(
          "management-port",
          "http.management-port is http.port",
          "choose another one, or leave it out: health and metrics are at http.port then");
    }
    Long limit = of(section.value("upload-limit"), ConfigValue::size);
    Integer requests =
        of(section.value("requests-per-minute"), value -> value.number(1, MOST_REQUESTS));
    HttpSettings.Tls tls = tls(section.below("tls"));
    String publicUrl = of(section.value("public-url"), ConfigValue::webAddress);
    section.rejectUnknown();
    return new HttpSettings(
        Objects.requireNonNullElse(host, "127.0.0.1"),
        Objects.requireNonNullElse(port, DEFAULT_PORT),
        management,
        Objects.requireNonNullElse(limit, DEFAULT_UPLOAD),
        Objects.requireNonNullElse(requests, HttpSettings.REQUESTS_PER_MINUTE),
        tls,
        HttpLimits.USUAL,
        publicUrl);
  }

  private HttpSettings.@Nullable Tls tls(ConfigSection section) {
    if (!section.present()) {
      section.value("certificate");
      section.value("key");
      return null;
    }
    Path certificate = of(section.required("certificate"), ConfigValue::readableFile);
    ConfigValue keyFile = section.required("key");
    Path key = of(keyFile, ConfigValue::readableFile);
    warnOfFile(keyFile, key);
    section.rejectUnknown();
    return certificate == null || key == null ? null : new HttpSettings.Tls(certificate, key);
  }

  private @Nullable MailSettings mail(ConfigSection section) {
    MailSettings mail =
        new MailSettings(
            of(section.value("from"), ConfigValue::addressWithName),
            of(section.value("consultant"), ConfigValue::address),
            of(section.value("trusted-authentication-results"), ConfigValue::text),
            Objects.requireNonNullElse(
                of(section.value("answers-per-hour"), value -> value.number(1, 10_000)), 20),
            formats(section, "attach", List.of(Format.JSON)),
            Objects.requireNonNullElse(
                of(section.value("remind-every"), ConfigValue::days), MailSettings.WEEKLY),
            of(section.value("ca"), ConfigValue::readableFile),
            imap(section.below("imap")),
            smtp(section.below("smtp")));
    section.rejectUnknown();
    if (section.present() && mail.smtp() != null && mail.from() == null) {
      section.fault("from", "mail.smtp is given and mail.from is not", "add from: below mail");
    }
    return section.present() ? mail : null;
  }

  private @Nullable ImapSettings imap(ConfigSection section) {
    MailServer server =
        server(section, security -> security == MailServer.Security.TLS ? 993 : 143);
    String folder = of(section.value("folder"), ConfigValue::text);
    String done = of(section.value("done"), ConfigValue::text);
    String failed = of(section.value("failed"), ConfigValue::text);
    Duration every = of(section.value("every"), ConfigValue::duration);
    section.rejectUnknown();
    return server == null
        ? null
        : new ImapSettings(
            server,
            Objects.requireNonNullElse(folder, "INBOX"),
            Objects.requireNonNullElse(done, "Nestor/Done"),
            Objects.requireNonNullElse(failed, "Nestor/Failed"),
            Objects.requireNonNullElse(every, Duration.ofSeconds(30)));
  }

  private @Nullable MailServer smtp(ConfigSection section) {
    MailServer server =
        server(
            section,
            security ->
                switch (security) {
                  case TLS -> 465;
                  case STARTTLS -> 587;
                  case NONE -> 25;
                });
    section.rejectUnknown();
    return server;
  }

  private @Nullable MailServer server(
      ConfigSection section, Function<MailServer.Security, Integer> usualPort) {
    ConfigValue host = section.present() ? section.required("host") : section.value("host");
    Integer port = of(section.value("port"), value -> value.number(1, HIGHEST_PORT));
    MailServer.Security security =
        Objects.requireNonNullElse(
            of(section.value("security"), value -> value.choice(MailServer.Security.values())),
            MailServer.Security.TLS);
    String user = of(section.value("user"), ConfigValue::text);
    ConfigValue password = section.value("password");
    ConfigValue passwordFile = section.value("password-file");
    ConfigValue accessTokenFile = section.value("access-token-file");
    int logins = 0;
    for (ConfigValue way : new ConfigValue[] {password, passwordFile, accessTokenFile}) {
      logins += way == null ? 0 : 1;
    }
    if (logins > 1) {
      section.fault(
          "password",
          "there are several ways to log in",
          "keep one of password, password-file and access-token-file");
    }
    if (logins > 0 && user == null && host != null) {
      section.fault("user", "there is a way to log in, and no user", "add user: below it");
    }
    if (password != null && !section.isVariable("password")) {
      warn(
          password,
          file,
          password.key() + " stands in a file that every user of this machine may read",
          ", or leave it out and set " + section.variable("password"));
    }
    Secret secret = password == null ? of(passwordFile, this::content) : secret(password);
    Path token = of(accessTokenFile, ConfigValue::readableFile);
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

  private void warnOfFile(@Nullable ConfigValue value, @Nullable Path secret) {
    if (value != null) {
      warn(
          value,
          secret,
          value.key() + " names a file that every user of this machine may read",
          "");
    }
  }

  /** Warns if strangers may read a file. */
  private void warn(ConfigValue value, @Nullable Path secret, String what, String orElse) {
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
            value
                .place()
                .apply(
                    what + " (" + PosixFilePermissions.toString(granted) + ")",
                    "take that back with chmod 600 " + secret + orElse));
      }
    } catch (IOException e) {
      // The failure is reported when the file itself is read.
    }
  }

  private static Secret secret(ConfigValue value) {
    return new Secret(value.text());
  }

  private @Nullable Secret content(ConfigValue value) {
    Path secret = value.readableFile();
    if (secret == null) {
      return null;
    }
    warnOfFile(value, secret);
    try {
      String text = Files.readString(secret).strip();
      if (!text.isEmpty()) {
        return new Secret(text);
      }
      value.fault(value.key() + " names an empty file", "write the password into it");
    } catch (IOException e) {
      value.fault(value.key() + " names a file that cannot be read", "save it as UTF-8");
    }
    return null;
  }

  private List<Client> clients(List<ConfigSection> all) {
    List<Client> clients = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConfigSection section : all) {
      ConfigValue id = section.required("id");
      if (id != null && !OrganisationSection.isId(id.text())) {
        id.fault(
            "'" + id.text() + "' is no id of an organisation",
            "write " + OrganisationSection.ID_IN_WORDS);
      } else if (id != null && !ids.add(id.text())) {
        id.fault("there are two clients '" + id.text() + "'", "keep one of them");
      }
      String name = of(section.value("name"), ConfigValue::text);
      List<String> senders = addresses(section.values("senders"), ConfigValue::addressOrDomain);
      List<String> recipients = addresses(section.values("recipients"), ConfigValue::address);
      Map<String, String> owners = owners(section.below("owners"));
      section.rejectUnknown();
      if (id != null) {
        clients.add(
            new Client(
                id.text(),
                Objects.requireNonNullElse(name, id.text()),
                senders,
                recipients,
                owners));
      }
    }
    return List.copyOf(clients);
  }

  private static Map<String, String> owners(ConfigSection section) {
    Map<String, String> owners = new LinkedHashMap<>();
    section
        .all()
        .forEach(
            (owner, value) -> {
              String address = value.address();
              if (address != null) {
                owners.put(owner, address);
              }
            });
    return Collections.unmodifiableMap(owners);
  }

  private static List<String> addresses(
      @Nullable List<ConfigValue> given, Function<ConfigValue, @Nullable String> reading) {
    List<String> addresses = new ArrayList<>();
    for (ConfigValue one : given == null ? List.<ConfigValue>of() : given) {
      String address = reading.apply(one);
      if (address != null) {
        addresses.add(address);
      }
    }
    return List.copyOf(addresses);
  }

  private static List<Format> formats(ConfigSection section, String key, List<Format> otherwise) {
    List<ConfigValue> given = section.values(key);
    if (given == null) {
      return otherwise;
    }
    List<Format> formats = new ArrayList<>();
    for (ConfigValue one : given) {
      Format format = one.choice(Format.values());
      if (format != null && !formats.contains(format)) {
        formats.add(format);
      }
    }
    return List.copyOf(formats);
  }

  private static <T> @Nullable T of(
      @Nullable ConfigValue value, Function<ConfigValue, ? extends @Nullable T> reading) {
    return value == null ? null : reading.apply(value);
  }
}
