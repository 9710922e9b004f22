/**
 * What HTTP asks of every endpoint alike: answers, problems, the choice of a format, uploads of
 * several parts. It knows neither the server nor the organisations.
 */
@NullMarked
package nestor.http;

import org.jspecify.annotations.NullMarked;
