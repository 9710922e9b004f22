/**
 * Delivery of advisories: rendering as text, JSON, Markdown, HTML, PDF, CSV, calendar and mail, and
 * the queue of what goes to the outbox. Wording and layout are templates of the rulebook; this
 * package adds what a template language cannot do, and escapes what comes from data. Start at
 * {@link nestor.delivery.Renderer}.
 */
@NullMarked
package nestor.delivery;

import org.jspecify.annotations.NullMarked;
