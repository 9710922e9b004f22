package nestor.delivery.mail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.store.Transaction;

/**
 * Repository of the numbers under which mails named recommendations, so that a number in a reply
 * stands for what the mail meant by it, whatever has changed since.
 */
public final class MailNumberRepository {

  /**
   * Records the numbers of a mail that is about to be sent. Numbers that differ from those of an
   * earlier attempt, which may have arrived, stand for nothing any more.
   *
   * @param rules the rules of its recommendations, from number 1 on
   */
  public void record(Transaction tx, String mail, List<String> rules) {
    List<String> former = List.copyOf(rules(tx, mail).values());
    if (former.equals(rules)) {
      return;
    }
    if (!former.isEmpty()) {
      tx.update("update letter_numbers set rule = ? where letter = ?", "", mail);
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      tx.update(
          "insert into letter_numbers (letter, number, rule) values (?, ?, ?)",
          mail,
          i + 1,
          rules.get(i));
    }
  }

  /**
   * Returns the rules behind the numbers of a mail; an empty one is of a number without meaning.
   */
  public Map<Integer, String> rules(Transaction tx, String mail) {
    Map<Integer, String> rules = new TreeMap<>();
    tx.query(
            "select number, rule from letter_numbers where letter = ?",
            row -> Map.entry((int) row.number("number"), row.text("rule")),
            mail)
        .forEach(entry -> rules.put(entry.getKey(), entry.getValue()));
    return rules;
  }
}
