package nestor.evidence.text;

import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Currencies as they stand beside amounts of money: ISO 4217 codes, names and signs. */
public final class Currencies {
  /** By their signs; an empty code where several currencies share the sign. */
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("€", "EUR"),
          Map.entry("EURO", "EUR"),
          Map.entry("EUROS", "EUR"),
          Map.entry("£", ""),
          Map.entry("$", ""),
          Map.entry("US$", "USD"),
          Map.entry("A$", "AUD"),
          Map.entry("C$", "CAD"),
          Map.entry("R$", "BRL"),
          Map.entry("¥", ""),
          Map.entry("₹", "INR"),
          Map.entry("₽", "RUB"),
          Map.entry("₺", "TRY"),
          Map.entry("₪", "ILS"),
          Map.entry("₩", ""),
          Map.entry("ZŁ", "PLN"),
          Map.entry("KČ", "CZK"),
          Map.entry("KR", ""),
          Map.entry("FR", ""),
          Map.entry("SFR", "CHF"),
          Map.entry("RS", ""),
          Map.entry("R", ""));

  private static final Set<String> CODES = new HashSet<>();

  static {
    Currency.getAvailableCurrencies().forEach(c -> CODES.add(c.getCurrencyCode()));
  }

  private Currencies() {}

  /** The code of a currency's code, name or sign; empty where several share it, null if none. */
  public static @Nullable String code(String written) {
    String upper = written.toUpperCase(Locale.ROOT);
    return CODES.contains(upper) ? upper : SIGNS.get(upper);
  }

  /** Whether the character is a sign of a currency. */
  static boolean isSign(char c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL;
  }
}
