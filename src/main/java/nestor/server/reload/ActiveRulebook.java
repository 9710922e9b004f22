package nestor.server.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.MailText;
import nestor.delivery.Renderer;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.dossier.resolution.Resolution;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.RulebookActivation;
import nestor.server.pipeline.RulebookStatus;
import org.jspecify.annotations.Nullable;

/**
 * The rulebook that is active on a running server, with everything that belongs to that version.
 * Each call is answered by one version as a whole; {@link #replace} waits until the calls under way
 * have returned. Safe for use by several threads.
 */
public final class ActiveRulebook implements RulebookAccess {
  private final RulebookArchive archive;
  private final Supplier<Optional<String>> trouble;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private State state;
  private volatile List<String> objections = List.of();
  private volatile boolean strict;

  /**
   * Everything that belongs to one version.
   *
   * @param whole the rulebook with its drafts, which are never part of advice
   */
  record State(
      CompiledRulebook whole,
      CompiledRulebook advising,
      DocumentReader reader,
      Assessor assessor,
      Renderer renderer,
      ArrayNode catalogue,
      Instant since) {

    static State of(CompiledRulebook whole, Renderer renderer) {
      CompiledRulebook advising = whole.advising();
      Rulebook rulebook = advising.rulebook();
      return new State(
          whole,
          advising,
          new DocumentReader(rulebook.documents()),
          new Assessor(advising),
          renderer,
          CatalogueJson.of(rulebook),
          Clock.systemUTC().instant());
    }

    void close() {
      whole.close();
      advising.close();
    }

    Rulebook rulebook() {
      return advising.rulebook();
    }
  }

  /**
   * @param archive the versions that were active in this home
   * @param trouble what keeps edits from being taken up, if anything does
   */
  ActiveRulebook(State state, RulebookArchive archive, Supplier<Optional<String>> trouble) {
    this.state = state;
    this.archive = archive;
    this.trouble = trouble;
  }

  /** The present state. Its rulebook may be closed once another one replaced it. */
  State state() {
    return with(Function.identity());
  }

  /** Makes another version the active one, and closes the former. */
  void replace(State next) {
    lock.writeLock().lock();
    try {
      State former = state;
      state = next;
      former.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Sets why a later edit is not active, as {@link #status} says it; empty where there is none. */
  void setObjections(List<String> lines) {
    objections = List.copyOf(lines);
  }

  @Override
  public Optional<String> trouble() {
    return trouble.get();
  }

  @Override
  public Advisory advise(Dossier dossier, @Nullable Advisory previous, LocalDate asOf) {
    return with(
        version ->
            AdvisoryComposer.advise(
                version.assessor(), version.rulebook(), dossier, asOf, Version.number(), previous));
  }

  @Override
  public String rulebookVersion() {
    return with(version -> version.rulebook().version());
  }

  @Override
  public RulebookStatus status() {
    return with(
        version ->
            new RulebookStatus(
                version.rulebook().about().name(),
                version.rulebook().version(),
                version.since(),
                objections,
                version.catalogue()));
  }

  @Override
  public byte[] render(Advisory advisory, Format format) {
    return with(version -> version.renderer().render(advisory, format));
  }

  @Override
  public byte[] render(
      Advisory advisory, Format format, @Nullable LocalDate confirmed, @Nullable String owner) {
    String address = "/organisations/" + advisory.organisation().id();
    return with(version -> version.renderer().render(advisory, format, confirmed, owner, address));
  }

  @Override
  public List<String> owners() {
    return with(version -> version.renderer().owners());
  }

  @Override
  public MailText mail(Advisory advisory, MailOccasion occasion) {
    return with(version -> version.renderer().mail(advisory, occasion));
  }

  @Override
  public MailText reminder(Advisory advisory, String owner, LocalDate on, MailOccasion occasion) {
    return with(version -> version.renderer().reminder(advisory, owner, on, occasion));
  }

  @Override
  public int overdue(Advisory advisory, String owner, LocalDate on) {
    return with(version -> version.renderer().overdue(advisory, owner, on));
  }

  @Override
  public MailText receipt(InboundMail inboundMail, List<MailDocument> documents) {
    return with(version -> version.renderer().receipt(inboundMail, documents));
  }

  @Override
  public MailText notice(InboundMail inboundMail, List<MailDocument> documents) {
    return with(version -> version.renderer().notice(inboundMail, documents));
  }

  @Override
  public byte[] page(
      String name,
      @Nullable Advisory advisory,
      @Nullable LocalDate confirmed,
      Map<String, Object> values) {
    return with(version -> version.renderer().page(name, advisory, confirmed, values));
  }

  @Override
  public byte[] pageStyles() {
    return with(version -> version.renderer().pageStyles());
  }

  @Override
  public <T> T read(BiFunction<Rulebook, Assessor, T> into) {
    return with(version -> into.apply(version.rulebook(), version.assessor()));
  }

  @Override
  public List<RulebookActivation> formerRulebooks() {
    List<RulebookActivation> former = new ArrayList<>(archive.versions());
    Collections.reverse(former);
    return former;
  }

  @Override
  public ParseResult read(Document document) {
    ParseResult result = with(version -> version.reader().read(document));
    return strict ? result.strictly() : result;
  }

  @Override
  public Resolution resolve(Dossier dossier, LocalDate day) {
    return with(version -> version.assessor().resolution(dossier, day));
  }

  @Override
  public boolean isStrict() {
    return strict;
  }

  /** Refuses from now on what is not as the vocabulary has it. */
  public void refuseOtherwise() {
    strict = true;
  }

  @Override
  public Vocabulary vocabulary() {
    return with(version -> version.rulebook().documents());
  }

  private <T> T with(Function<State, T> use) {
    lock.readLock().lock();
    try {
      return use.apply(state);
    } finally {
      lock.readLock().unlock();
    }
  }
}
