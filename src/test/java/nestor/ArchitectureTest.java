package nestor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms and the one way of the data through them. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("nestor");

  @Test
  void eachRoomImportsOnlyWhatLiesBeforeItOnTheWayOrBeneath() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("store")
        .definedBy("nestor.store..")
        .layer("rulebook")
        .definedBy("nestor.rulebook..")
        .layer("intake")
        .definedBy("nestor.intake..")
        .layer("evidence")
        .definedBy("nestor.evidence..")
        .layer("dossier")
        .definedBy("nestor.dossier..")
        .layer("reasoning")
        .definedBy("nestor.reasoning..")
        .layer("advisory")
        .definedBy("nestor.advisory..")
        .layer("delivery")
        .definedBy("nestor.delivery..")
        .layer("configuration")
        .definedBy("nestor.configuration..")
        .layer("access")
        .definedBy("nestor.access..")
        .layer("http")
        .definedBy("nestor.http..")
        .layer("trial")
        .definedBy("nestor.trial..")
        .layer("pages")
        .definedBy("nestor.pages..")
        .layer("app")
        .definedBy("nestor.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pages")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("trial")
        .mayOnlyBeAccessedByLayers("pages", "app")
        .whereLayer("configuration")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("configuration")
        .mayOnlyAccessLayers("rulebook", "delivery")
        .whereLayer("access")
        .mayOnlyBeAccessedByLayers("pages", "app")
        .whereLayer("access")
        .mayOnlyAccessLayers("store")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("http")
        .mayOnlyAccessLayers("rulebook", "delivery")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("configuration", "http", "pages", "app")
        .whereLayer("advisory")
        .mayOnlyBeAccessedByLayers("delivery", "trial", "pages", "app")
        .whereLayer("reasoning")
        .mayOnlyBeAccessedByLayers("advisory", "delivery", "trial", "pages", "app")
        .whereLayer("dossier")
        .mayOnlyBeAccessedByLayers("reasoning", "advisory", "delivery", "trial", "pages", "app")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers(
            "dossier", "reasoning", "advisory", "delivery", "trial", "pages", "app")
        .whereLayer("rulebook")
        .mayNotAccessAnyLayer()
        .whereLayer("store")
        .mayNotAccessAnyLayer()
        .check(PRODUCT);
  }

  @Test
  void droolsIsKnownOnlyToRulebookAndReasoning() {
    noClasses()
        .that()
        .resideOutsideOfPackages("nestor.rulebook..", "nestor.reasoning..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..")
        .check(PRODUCT);
  }

  @Test
  void theServersRoomsKnowEachOtherOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy("nestor.app")
        .layer("command")
        .definedBy("nestor.app.command")
        .layer("control")
        .definedBy("nestor.app.control")
        .layer("web")
        .definedBy("nestor.app.web")
        .layer("mail")
        .definedBy("nestor.app.mail")
        .layer("live")
        .definedBy("nestor.app.live")
        .layer("desk")
        .definedBy("nestor.app.desk")
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("command")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("control")
        .mayOnlyBeAccessedByLayers("root", "command")
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("mail")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("live")
        .mayOnlyBeAccessedByLayers("root", "command", "mail")
        .whereLayer("desk")
        .mayNotAccessAnyLayer()
        .check(PRODUCT);
  }

  @Test
  void camelIsKnownOnlyToTheCompositionRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage("nestor.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.camel..")
        .check(PRODUCT);
  }

  @Test
  void databasesAreKnownOnlyToTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackage("nestor.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..", "com.zaxxer..")
        .check(PRODUCT);
  }

  /** SECURITY.md tells of vulnerabilities in these that do no harm because of it. */
  @Test
  void partsOfLibrariesThatAreKnownToBeVulnerableAreNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.auth..", "org.apache.camel.dataformat..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("AuthHandler")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*VertxPlatformHttpServerConfiguration.*")
        .check(PRODUCT);
  }
}
