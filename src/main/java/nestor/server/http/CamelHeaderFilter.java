package nestor.server.http;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Header filter for Camel that lets no header of a client in and none of Camel's own out, since
 * many names are commands to Camel.
 */
public final class CamelHeaderFilter implements HeaderFilterStrategy {
  @Override
  public boolean applyFilterToExternalHeaders(
      String name, @Nullable Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
    return name.regionMatches(true, 0, "Camel", 0, 5);
  }
}
