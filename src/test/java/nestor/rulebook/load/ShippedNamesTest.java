package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameForm;
import nestor.rulebook.NameTable;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.source.YamlFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the shipped rulebook knows in English, German, French, Spanish, Portuguese, Dutch. */
@Tag("thorough")
class ShippedNamesTest {
  private static final Path FILE = Path.of("rules", NameFile.FILE);
  private static final List<Diagnostic> FAULTS = new ArrayList<>();
  private static final NameTable NAMES =
      NameFile.read(new TreeMap<>(Map.of(NameFile.FILE, text())), FAULTS);

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, YamlFile.Value> names(String kind) {
    return YamlFile.read(NameFile.FILE, text(), FAULTS)
        .orElseThrow()
        .mapping()
        .get(kind)
        .mapping()
        .get("names")
        .mapping();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CEO", "CTO", "CIO", "CFO", "COO", "CISO", "CDO", "CPO"})
  void eachExecutiveRoleIsKnownInAtLeastTwentyWays(String role) {
    List<String> ways = names("role").get(role).items().stream().map(YamlFile.Value::text).toList();
    Set<String> forms = new HashSet<>();
    ways.forEach(way -> forms.add(NameForm.of(way)));
    assertThat(forms).hasSizeGreaterThanOrEqualTo(20);
    Known known = new Known(List.of(role));
    assertThat(ways)
        .allSatisfy(
            way -> {
              assertThat(NAMES.meaning("role", way)).as(way).isEqualTo(known);
              assertThat(NAMES.meaning("role", " " + way.toUpperCase(java.util.Locale.ROOT)))
                  .isEqualTo(known);
              assertThat(NAMES.meaning("role", "Interim " + way)).isEqualTo(known);
              assertThat(NAMES.meaning("role", way + " (" + role + ")")).isEqualTo(known);
              assertThat(NAMES.meaning("role", "Deputy " + way))
                  .isEqualTo(new Known(List.of("Deputy " + way)));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "CTO, Chief Technical Officer; Directrice technique; Directora de Tecnología; Diretora de"
        + " tecnologia; Technologiedirecteur; Technikvorstand; Group CTO; Fractional CTO; VP & CTO;"
        + " CTO a.i.; C.T.O.; Founder & CTO; CTO (interim)",
    "CEO, Geschäftsführerin; Geschaeftsfuehrer; Geschäftsführer:in; PDG; DG; Directora general;"
        + " Diretor-presidente; Algemeen directeur; Managing Director (CEO); President & CEO;"
        + " Co-CEO; CEO and founder; the CEO",
    "CIO, DSI; Directrice des systèmes d'information; Acting CIO; Head of IT (CIO); Global CIO;"
        + " Vorstand IT; Directeur informatievoorziening",
    "CISO, RSSI; vCISO; Directora de Seguridad de la Información; Informationssicherheitsbeauftragte",
    "CHRO, Chief People Officer; DRH; Personalvorstand",
    "CFO, DAF; Finance Director; Kaufmännischer Geschäftsführer; Financieel directeur"
  })
  void titlesThatSurelyMeanARoleAreTakenForIt(String role, String titles) {
    for (String title : titles.split("; *")) {
      assertThat(NAMES.meaning("role", title)).as(title).isEqualTo(new Known(List.of(role)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CIO/CTO",
        "CIO & CTO",
        "CIO and CTO",
        "CIO + CTO",
        "CIO, CTO",
        "CIO und CTO",
        "Chief Information Officer / Chief Technology Officer"
      })
  void aDoubleTitleIsTwoRoles(String title) {
    assertThat(NAMES.meaning("role", title)).isEqualTo(new Known(List.of("CIO", "CTO")));
    assertThat(NAMES.meaning("role", "Chief Technology & Product Officer"))
        .isEqualTo(new Known(List.of("CTO", "CPO")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Deputy CTO",
        "Stellvertretender CTO",
        "Directeur technique adjoint",
        "Assistant to the CEO",
        "Executive Assistant to the CEO",
        "Office of the CTO",
        "CTO office",
        "Chief of Staff to the CEO",
        "CTO-1",
        "ex-CTO",
        "Former CIO",
        "Field CTO",
        "CTO designate",
        "Vice CEO",
        "DPO",
        "Data Protection Officer",
        "Chief Procurement Officer",
        "Chief Privacy Officer",
        "Chief Innovation Officer",
        "Chief Investment Officer",
        "Chief Transformation Officer",
        "Chief Medical Officer",
        "Deputy Head of IT"
      })
  void titlesOfOtherPeopleAreNeverTakenForARole(String title) {
    assertThat(NAMES.meaning("role", title)).isInstanceOf(Known.class);
    assertThat(((Known) NAMES.meaning("role", title)).names())
        .doesNotContain("CEO", "CTO", "CIO", "CFO", "COO", "CISO", "CDO", "CPO");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Head of IT",
        "VP Engineering",
        "VP of Engineering",
        "IT Director",
        "IT-Leiter",
        "Leiter IT",
        "Leiterin der IT",
        "Directeur informatique",
        "Head of Technology",
        "IT Manager",
        "Technical Director",
        "Director of Engineering",
        "Head of Security",
        "Managing Director",
        "President",
        "Owner",
        "General Manager",
        "Bürgermeister",
        "Chief Security Officer",
        "CTO EMEA",
        "CTO, Payments",
        "Ada Lund (CTO)",
        "Deputy CTO & CISO"
      })
  void titlesThatCouldBeARoleAreAsked(String title) {
    assertThat(NAMES.meaning("role", title)).isInstanceOf(Doubtful.class);
    assertThat(((Doubtful) NAMES.meaning("role", title)).candidates()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DE, Germany; Deutschland; Allemagne; Alemania; Alemanha; Duitsland; DEU; de; BRD",
    "GB, UK; U.K.; United Kingdom; Great Britain; Vereinigtes Königreich; Royaume-Uni; Royaume Uni;"
        + " Reino Unido; Verenigd Koninkrijk; GBR; the UK",
    "US, USA; U.S.; U.S.A.; United States; the United States of America; Vereinigte Staaten;"
        + " États-Unis; Etats Unis; EE.UU.; Estados Unidos; EUA; Verenigde Staten",
    "NL, Holland; the Netherlands; Niederlande; Pays-Bas; Países Bajos; Nederland",
    "CZ, Czechia; Czech Republic; Tschechien",
    "KR, South Korea; Südkorea; KOR",
    "RU, Russia; Russian Federation; Russland",
    "AE, UAE; U.A.E.; United Arab Emirates",
    "BR, Brasil; Brazil; Brasilien; Brésil",
    "EU, European Union; Europäische Union; Union européenne; UE; Europese Unie",
    "US-CA, California; us-ca; Kalifornien",
    "GB-SCT, Scotland; Schottland"
  })
  void regionsAreKnownByTheirCodesAndNames(String region, String ways) {
    for (String way : ways.split("; *")) {
      assertThat(NAMES.meaning("region", way)).as(way).isEqualTo(new Known(List.of(region)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMEA",
        "DACH",
        "Nordics",
        "APAC",
        "LATAM",
        "Benelux",
        "Europe",
        "Africa",
        "worldwide",
        "Georgia",
        "Korea",
        "NA",
        "Northern Germany",
        "EU except Ireland"
      })
  void groupsOfCountriesAndNamesOfTwoAreAsked(String group) {
    assertThat(NAMES.meaning("region", group)).isInstanceOf(Doubtful.class);
  }

  @ParameterizedTest
  @CsvSource({
    "yes-no, yes, Ja; oui; sí; sim; x; ✓; TRUE; 1",
    "yes-no, no, Nein; non; não; nee; false; 0",
    "placeholder, nothing, -; –; ?; n/a; N.A.; tbd; k. A.; à définir; desconocido; não aplicável; n.v.t.",
    "none, none, keine; aucun; ninguno; nenhum; geen; nobody",
    "total, total, Total; Summe; Gesamt; Grand total; Totaal",
    "no-organisation, file, export; Tabelle1; untitled; Book1",
    "topic, security, Cybersecurity; cyber-security; IT security; Informationssicherheit;"
        + " sécurité; ciberseguridad; segurança; beveiliging",
    "party, HR, Human Resources; HR; Personal; ressources humaines; recursos humanos",
    "party, CTO, Chief Technology Officer; cto",
    "party, sales, Vertrieb; Sales; ventes; ventas",
    "practice, incident-response-plan, IR plan; Incident Response Plan; Notfallplan",
    "practice, staff-awareness-training, Security awareness training; Sicherheitsschulung",
    "industry, public-sector, government; Behörde; public administration; mairie",
    "industry, banking, Bank; banque; banco",
    "industry, e-commerce, E Commerce; ecommerce; online shop",
    "industry, nonprofit, NGO; charity; non-profit",
    "storage, relational, PostgreSQL; SQL Server; RDBMS",
    "incident, social-engineering, Phishing; hameçonnage",
    "level, high, critical; hoch; élevé; alto; hoog"
  })
  void otherNamesAreKnownInTheSameLanguages(String kind, String name, String ways) {
    for (String way : ways.split("; *")) {
      assertThat(NAMES.meaning(kind, way)).as(way).isEqualTo(new Known(List.of(name)));
    }
  }

  @Test
  void noNameMeansTwoThings() {
    assertThat(FAULTS).isEmpty();
  }
}
