package nestor.server.pipeline;

/**
 * Access to the active rulebook: reads documents, gives advice and renders it, always by the
 * version that is active at that moment. {@code ActiveRulebook} implements it. Safe for use by
 * several threads.
 */
public interface RulebookAccess extends DocumentParser, AdvisoryEngine, AdvisoryRenderer {}
