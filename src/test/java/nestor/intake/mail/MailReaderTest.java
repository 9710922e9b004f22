package nestor.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {
  @TempDir Path folder;

  private ParsedMail read(String raw) throws Exception {
    return read(raw, StandardCharsets.UTF_8);
  }

  private ParsedMail read(String raw, Charset charset) throws Exception {
    Path file = folder.resolve("message.eml");
    Files.write(file, raw.replace("\n", "\r\n").getBytes(charset));
    return MailReader.read(file, true);
  }

  private static String with(String... parts) {
    StringBuilder raw = new StringBuilder("From: a@b.example\nSubject: x\nMIME-Version: 1.0\n");
    raw.append("Content-Type: multipart/mixed; boundary=b\n\n");
    for (String part : parts) {
      raw.append("--b\n").append(part).append('\n');
    }
    return raw.append("--b--\n").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: attachment; filename*=UTF-8''B%C3%BCro.json",
        "Content-Disposition: attachment; filename=\"=?utf-8?q?B=C3=BCro.json?=\"",
        "Content-Disposition: attachment; filename==?utf-8?b?QsO8cm8uanNvbg==?=",
        "Content-Type: application/json; name=\"=?iso-8859-1?q?B=FCro.json?=\"",
        "Content-Disposition: attachment; filename*0*=UTF-8''B%C3; filename*1*=%BCro; filename*2=.json",
        "Content-Disposition: attachment; filename=\"Büro.json\"",
        "Content-Disposition: inline; filename=Büro.json",
        "content-type: APPLICATION/JSON; name=Büro.json",
      })
  void aNameIsReadHoweverItIsEncoded(String header) throws Exception {
    assertThat(read(with(header + "\n\n{}")).attachments())
        .extracting(Attachment::name)
        .containsExactly("Büro.json");
  }

  @Test
  void aNameInOldWesternBytesIsRead() throws Exception {
    String raw = with("Content-Disposition: attachment; filename=\"Büro.json\"\n\n{}");
    assertThat(read(raw, StandardCharsets.ISO_8859_1).attachments())
        .extracting(Attachment::name)
        .containsExactly("Büro.json");
  }

  @ParameterizedTest
  @CsvSource({
    "base64,e30=",
    "quoted-printable,=7B=7D",
    "8bit,{}",
    "7bit,{}",
    "BASE64,e30=",
    "nonsense,{}"
  })
  void contentIsReadHoweverItIsEncoded(String encoding, String content) throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Disposition: attachment; filename=a.json\nContent-Transfer-Encoding: "
                    + encoding
                    + "\n\n"
                    + content));
    assertThat(mail.attachments())
        .extracting(a -> new String(a.content(), StandardCharsets.UTF_8).strip())
        .containsExactly("{}");
  }

  @Test
  void aFileWithoutANameIsCalledByItsPlaceAndKind() throws Exception {
    assertThat(
            read(with(
                    "Content-Type: text/plain\n\nHello",
                    "Content-Type: application/json\n\n{}",
                    "Content-Type: text/csv; name=systems\n\nname"))
                .attachments())
        .extracting(Attachment::name)
        .containsExactly("part-3.json", "systems.csv");
  }

  @Test
  void whatMailProgramsAddIsCountedByKind() throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Type: text/plain\n\nHello",
                "Content-Type: image/png; name=logo.png\nContent-ID: <logo>\n\nx",
                "Content-Type: image/gif\nContent-Disposition: inline; filename=a.gif\n\nx",
                "Content-Disposition: attachment; filename=data.json\n\n{}",
                "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx",
                "Content-Disposition: attachment; filename=signature.asc\n\nx",
                "Content-Type: application/pgp-keys; name=key.asc\n\nx"));
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("data.json");
    assertThat(mail.content().passedOver()).isEqualTo("2 pictures, a public key and 2 signatures");
    assertThat(read(with("Content-Type: text/plain\n\nHello")).content().passedOver()).isEmpty();
  }

  @Test
  void filesInForwardedMessagesAndNestedPartsAreFound() throws Exception {
    String inner =
        with("Content-Disposition: attachment; filename=inner.json\n\n{}").replace("b\n", "i\n");
    ParsedMail mail =
        read(
            with(
                "Content-Type: multipart/alternative; boundary=n\n\n--n\n"
                    + "Content-Type: text/plain\n\nHi\n--n\nContent-Type: multipart/related;"
                    + " boundary=r\n\n--r\nContent-Type: text/html\n\n<p>\n--r\n"
                    + "Content-Type: image/png\nContent-ID: <logo>\n\nx\n--r\n"
                    + "Content-Disposition: attachment; filename=deep.json\n\n{}\n--r--\n--n--",
                "Content-Type: message/rfc822\n\n" + inner.replace("--b", "--i"),
                "Content-Type: application/octet-stream; name=fwd.eml\n"
                    + "Content-Transfer-Encoding: base64\n\n"
                    + java.util.Base64.getEncoder()
                        .encodeToString(
                            "Content-Disposition: attachment; filename=eml.json\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII))));
    assertThat(mail.attachments())
        .extracting(Attachment::name)
        .containsExactly("deep.json", "inner.json", "eml.json");
    assertThat(mail.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/ms-tnef,winmail.dat,choose HTML or plain text",
    "application/octet-stream,WINMAIL.DAT,choose HTML or plain text",
    "application/pkcs7-mime,smime.p7m,without encryption",
    "multipart/encrypted; boundary=e,x,without encryption",
    "message/external-body; access-type=URL,data.json,attach the file",
  })
  void whatHidesItsContentIsAnsweredWithTheCure(String type, String name, String cure)
      throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Type: "
                    + type
                    + "\nContent-Disposition: attachment; filename="
                    + name
                    + "\n\nx"));
    assertThat(mail.attachments()).isEmpty();
    assertThat(mail.faults())
        .singleElement()
        .extracting(Diagnostic::cure)
        .asString()
        .contains(cure);
  }

  @Test
  void messagesInMessagesWithoutEndAreRefused() throws Exception {
    StringBuilder raw = new StringBuilder("From: a@b.example\n");
    raw.append("Content-Type: message/rfc822\n\n".repeat(5_000)).append("x");
    assertThat(read(raw.toString()).faults())
        .singleElement()
        .asString()
        .contains("messages in messages, more than 10 deep");
  }

  @Test
  void partsWithoutNumberAreRefused() throws Exception {
    String[] many = new String[1_200];
    java.util.Arrays.fill(many, "Content-Type: text/plain\n\nx");
    assertThat(read(with(many)).faults()).singleElement().asString().contains("1000 parts");

    String[] most = new String[6_000];
    java.util.Arrays.fill(most, "\nx");
    assertThat(read(with(most)).faults()).singleElement().asString().contains("too many parts");
  }

  @Test
  void ofTooManyAttachmentsTheFirstHundredAreTaken() throws Exception {
    String[] many = new String[120];
    java.util.Arrays.fill(many, "Content-Disposition: attachment; filename=a.json\n\n{}");
    ParsedMail mail = read(with(many));
    assertThat(mail.attachments()).hasSize(100);
    assertThat(mail.faults()).singleElement().asString().contains("more than 100 attachments");
  }

  @Test
  void oneTooLargeMessageIsNotRead() throws Exception {
    Path file = folder.resolve("message.eml");
    Files.writeString(file, "From: a@b.example\r\nSubject: big\r\n\r\nbeginning");
    ParsedMail mail = MailReader.read(file, false);
    assertThat(mail.sender()).isEqualTo("a@b.example");
    assertThat(mail.faults()).singleElement().asString().contains("too large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nobody",
      value = {
        "From: CIO <Cio@Meridian.Example>|cio@meridian.example",
        "From: \"cio@meridian.example\" <x@evil.example>|x@evil.example",
        "From: =?utf-8?q?cio=40meridian.example?= <x@evil.example>|x@evil.example",
        "From: cio@meridian.example, x@evil.example|nobody",
        "From: cio@meridian.example <x@evil.example>|x@evil.example",
        "From: list: cio@meridian.example;|nobody",
        "From: <>|nobody",
        "X: y|nobody",
        "From: \"a\\\"b\"@meridian.example|nobody",
      })
  void theSenderIsTheOneAddressThatCannotBeReadOtherwise(String header, String sender)
      throws Exception {
    assertThat(read(header + "\n\nx").sender()).isEqualTo(sender);
  }

  @Test
  void twoFromFieldsAreNobodys() throws Exception {
    assertThat(read("From: a@b.example\nFrom: c@d.example\n\nx").sender()).isNull();
  }

  @Test
  void aMessageIdThatCouldBreakOutOfAFieldIsNone() throws Exception {
    assertThat(read("Message-ID: <a@b>\n\nx").messageId()).isEqualTo("<a@b>");
    assertThat(read("Message-ID: <a b@c>\n\nx").messageId()).isNull();
    assertThat(read("Message-ID: evil\n\nx").messageId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Generated; x=y",
        "Precedence: BULK",
        "List-Post: <x>",
        "Return-Path: <>",
        "From: MAILER-DAEMON@x.example",
        "From: no-reply@x.example",
        "X-Auto-Response-Suppress: OOF, AutoReply",
      })
  void mailOfProgramsIsKnown(String header) throws Exception {
    assertThat(read(header + "\n\nx").automatic()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auto-Submitted: no",
        "Auto-Submitted: no (a person)",
        "Precedence: first-class",
        "Return-Path: <a@b.example>",
        "From: bob@x.example",
      })
  void mailOfPeopleIsKnown(String header) throws Exception {
    assertThat(read(header + "\n\nx").automatic()).isNull();
  }

  @Test
  void noBytesMakeTheReaderFailWithMoreThanAMessage() throws IOException {
    java.util.Random chance = new java.util.Random(7);
    String base = with("Content-Disposition: attachment; filename=a.json\n\n{}");
    Path file = folder.resolve("message.eml");
    for (int i = 0; i < 500; i++) {
      byte[] bytes = base.getBytes(StandardCharsets.UTF_8);
      for (int n = 0; n < 8; n++) {
        bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        assertThat(MailReader.read(file, true)).isNotNull();
      } catch (jakarta.mail.MessagingException e) {
        assertThat(e.getMessage()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n_______________\nlist mailing list\nhttp://l.example/\n",
        "_______________\nlist mailing list\n",
        "\nUnsubscribe\n",
        "-- \nSent by a list\n"
      })
  void textBehindAFileInBase64IsLeftOut(String footer) throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Type: text/csv; name=acme.backups.csv\n"
                    + "Content-Transfer-Encoding: base64\n\n"
                    + "c3lzdGVtLGxhc3RSdW4NCkxlZGdlciwyMDI2LTExLTIwDQo=\n"
                    + footer));
    assertThat(mail.attachments())
        .extracting(a -> new String(a.content(), StandardCharsets.UTF_8))
        .containsExactly("system,lastRun\r\nLedger,2026-11-20\r\n");
    assertThat(mail.faults())
        .hasToString(
            "[text behind acme.backups.csv: is no part of the file, such as the footer of a mailing"
                + " list, and was left out; see whether the file is whole]");
  }

  @ParameterizedTest
  @CsvSource({
    "text/calendar,board.ics,a calendar file",
    "application/octet-stream,board.ics,a calendar file",
    "text/vcard,ada.vcf,a business card",
    "application/octet-stream,ada.VCF,a business card"
  })
  void aFileThatIsNotReadIsNamed(String type, String name, String what) throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Type: text/plain\n\nhello",
                "Content-Type: " + type + "; name=" + name + "\n\nBEGIN:V\n"));
    assertThat(mail.attachments()).isEmpty();
    assertThat(mail.faults())
        .hasToString(
            "["
                + name
                + ": is "
                + what
                + ", which is not read; send what it says as .json, .yaml, .csv or .xlsx]");
  }

  @Test
  void aTextOfADeclaredCharsetIsUtf8AndOneThatIsWrittenOtherwiseStays() throws Exception {
    ParsedMail mail =
        read(
            with(
                "Content-Type: text/plain\n\nhello",
                """
                Content-Type: text/csv; charset=iso-8859-2; name=a.backups.csv
                Content-Transfer-Encoding: quoted-printable

                system
                =A3=F3d=BC
                """,
                """
                Content-Type: text/csv; charset=iso-8859-2; name=b.backups.csv
                Content-Transfer-Encoding: quoted-printable

                system
                =C5=81
                """));
    assertThat(mail.attachments())
        .extracting(attachment -> new String(attachment.content(), StandardCharsets.UTF_8))
        .extracting(text -> text.replace("\r", "").strip())
        .containsExactly("system\n\u0141\u00f3d\u017a", "system\n\u0141");
  }

  @Test
  void aFileWrittenOutInLettersIsRead() throws Exception {
    ParsedMail mail =
        read(
            """
            From: a@b.example
            Subject: x
            Content-Type: text/plain

            Here it is:

            begin 644 acme.backups.csv
            .<WES=&5M"DQE9&=E<@H\s
            `
            end

            Regards
            """);
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("acme.backups.csv");
    assertThat(new String(mail.attachments().get(0).content(), StandardCharsets.UTF_8))
        .isEqualTo("system\nLedger\n");
  }

  @Test
  void aLinkToAFileIsToldOnce() throws Exception {
    String link = "https://acme.sharepoint.com/:x:/s/it/Backups.xlsx?e=abc";
    ParsedMail mail =
        read(
            with(
                "Content-Type: text/plain\n\nsee <" + link + "> and https://acme.example/x.xlsx",
                "Content-Type: text/html\n\n<a href=\"" + link + "\">Backups</a>"));
    assertThat(mail.faults())
        .hasToString(
            "[https://acme.sharepoint.com/:x:/s/it/Backups.xlsx: is a link to a file, which is not"
                + " fetched; attach the file itself]");
  }
}
