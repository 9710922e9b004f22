package nestor.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.WaiversSection;

/**
 * Validator of the waivers section across fields: a reply is a waiver with reason and end, or a
 * mark of what is done, and no rule is answered twice. Single fields are checked by {@link
 * FieldValueReader}.
 */
final class ReplyCheck {
  private ReplyCheck() {}

  static void of(List<Map<String, Object>> replies, ParseContext context) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < replies.size(); i++) {
      Map<String, Object> reply = replies.get(i);
      Location location = Location.at(WaiversSection.SECTION + "[" + i + "]");
      boolean done = reply.containsKey(WaiversSection.DONE);
      if (done && reply.containsKey(WaiversSection.UNTIL)) {
        context.fault(
            location,
            "says both that it is done and that it is waived",
            "keep " + WaiversSection.DONE + " or " + WaiversSection.UNTIL);
      }
      if (!done
          && !reply.containsKey(WaiversSection.UNTIL)
          && !context.isFaultyAt(location.path() + "." + WaiversSection.UNTIL)
          && !context.isFaultyAt(location.path() + "." + WaiversSection.DONE)) {
        context.fault(
            location,
            "is a waiver without an end",
            "add "
                + WaiversSection.UNTIL
                + ": YYYY-MM-DD, or "
                + WaiversSection.DONE
                + ": YYYY-MM-DD");
      }
      if (!done && !reply.containsKey(WaiversSection.WHY)) {
        context.fault(
            location, "is a waiver without a reason", "add " + WaiversSection.WHY + ": and say it");
      }
      Integer former = seen.putIfAbsent(done + " " + reply.get(WaiversSection.RULE), i);
      if (former != null && reply.containsKey(WaiversSection.RULE)) {
        context.fault(
            location,
            "is for the same rule as " + WaiversSection.SECTION + "[" + former + "]",
            "keep one of them");
      }
    }
  }
}
