package nestor.server.pages;

/**
 * Values of what surrounds every page: navigation, session, state of the rulebook. The page itself
 * is a {@link PageModel}.
 *
 * @param entered whether the reader was let in
 * @param consultant whether the reader sees every organisation
 * @param session whether the reader has logged in, and can log out
 * @param token what forms carry, so that no other site can send them
 * @param version of Nestor
 * @param rulebook the version in force
 * @param styles changes with the style sheet, so that browsers may keep it
 * @param script changes with the script
 * @param mark changes whenever anything changes that the reader may see
 */
public record PageLayout(
    boolean entered,
    boolean consultant,
    boolean session,
    String token,
    String version,
    String rulebook,
    String styles,
    String script,
    String mark) {}
