package nestor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import nestor.server.Server;
import nestor.server.admin.AdminClient;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.Test;

/** The layers of the product and the one way of the data through them. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("nestor");

  @Test
  void eachLayerImportsOnlyWhatLiesBeforeItOnTheWayOrBeneath() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("diagnostics")
        .definedBy("nestor.diagnostics..")
        .layer("csv")
        .definedBy("nestor.csv..")
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
        .layer("engine")
        .definedBy("nestor.engine..")
        .layer("advisory")
        .definedBy("nestor.advisory..")
        .layer("delivery")
        .definedBy("nestor.delivery..")
        .layer("workbench")
        .definedBy("nestor.workbench..")
        .layer("workbook")
        .definedBy("nestor.workbook..")
        .layer("configuration")
        .definedBy("nestor.configuration..")
        .layer("logging")
        .definedBy("nestor.logging..")
        .layer("server")
        .definedBy("nestor.server..")
        .layer("cli")
        .definedBy("nestor.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("server")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("workbench")
        .mayOnlyBeAccessedByLayers("server", "cli")
        .whereLayer("workbook")
        .mayOnlyBeAccessedByLayers("server", "cli")
        .whereLayer("workbook")
        .mayOnlyAccessLayers("diagnostics", "rulebook", "evidence", "dossier", "engine")
        .whereLayer("configuration")
        .mayOnlyBeAccessedByLayers("server", "cli")
        .whereLayer("configuration")
        .mayOnlyAccessLayers("diagnostics", "rulebook", "delivery")
        .whereLayer("logging")
        .mayOnlyBeAccessedByLayers("server", "cli")
        .whereLayer("logging")
        .mayOnlyAccessLayers("diagnostics")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("configuration", "server", "cli")
        .whereLayer("advisory")
        .mayOnlyBeAccessedByLayers("delivery", "workbench", "server", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("advisory", "delivery", "workbench", "workbook", "server", "cli")
        .whereLayer("dossier")
        .mayOnlyBeAccessedByLayers(
            "engine", "advisory", "delivery", "workbench", "workbook", "server", "cli")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers(
            "dossier", "engine", "advisory", "delivery", "workbench", "workbook", "server", "cli")
        .whereLayer("rulebook")
        .mayOnlyAccessLayers("diagnostics", "csv")
        .whereLayer("csv")
        .mayNotAccessAnyLayer()
        .whereLayer("store")
        .mayOnlyAccessLayers("diagnostics")
        .whereLayer("diagnostics")
        .mayNotAccessAnyLayer()
        .check(PRODUCT);
  }

  @Test
  void noTwoPackagesDependOnEachOther() {
    slices().matching("nestor.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void aRulebookIsReadAndCheckedWithoutItsCompiler() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "nestor.rulebook",
            "nestor.rulebook.syntax",
            "nestor.rulebook.source",
            "nestor.rulebook.load",
            "nestor.rulebook.lint")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("nestor.rulebook.drools")
        .check(PRODUCT);
  }

  @Test
  void onlyAssembliesTakeAllRepositoriesAtOnce() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Assembly")
        .and()
        .doNotHaveFullyQualifiedName(Server.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(AdminClient.class.getName())
        .and()
        .doNotHaveFullyQualifiedName("nestor.cli.ServeCommand")
        .and()
        .doNotHaveFullyQualifiedName(Repositories.class.getName())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Repositories.class)
        .check(PRODUCT);
  }

  @Test
  void droolsIsKnownOnlyToItsPackageAndTheEvaluation() {
    noClasses()
        .that()
        .resideOutsideOfPackages("nestor.rulebook.drools", "nestor.engine.evaluation")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..")
        .check(PRODUCT);
  }

  @Test
  void camelIsKnownOnlyToTheServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("nestor.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.camel..")
        .check(PRODUCT);
  }

  @Test
  void theCommandLineLibraryIsKnownOnlyToTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("nestor.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
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

  /** SECURITY.md names vulnerabilities in these that do no harm because they are not used. */
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
