package nestor.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "nestor", importOptions = ImportOption.DoNotIncludeTests.class)
class JdbcStaysInTheStoreTest {
  @ArchTest
  static final ArchRule ONLY_THE_STORE_SPEAKS_TO_A_DATABASE =
      noClasses()
          .that()
          .resideOutsideOfPackage("nestor.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..", "com.zaxxer..");

  @ArchTest
  static final ArchRule THE_STORE_LIES_BENEATH_ALL =
      noClasses()
          .that()
          .resideInAPackage("nestor.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "nestor.rulebook..",
              "nestor.intake..",
              "nestor.evidence..",
              "nestor.dossier..",
              "nestor.reasoning..",
              "nestor.advisory..",
              "nestor.delivery..",
              "nestor.app..");

  @ArchTest
  static final ArchRule ONLY_THE_ROOT_KNOWS_CAMEL =
      noClasses()
          .that()
          .resideOutsideOfPackage("nestor.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");
}
