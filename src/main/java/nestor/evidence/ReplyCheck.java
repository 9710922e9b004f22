package nestor.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Replies;

/** What replies to recommendations need beyond what their fields say one by one. */
final class ReplyCheck {
  private ReplyCheck() {}

  static void of(List<Map<String, Object>> replies, Draft draft) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < replies.size(); i++) {
      Map<String, Object> reply = replies.get(i);
      Place place = Place.at(Replies.SECTION + "[" + i + "]");
      boolean done = reply.containsKey(Replies.DONE);
      if (done && reply.containsKey(Replies.UNTIL)) {
        draft.fault(
            place,
            "says both that it is done and that it is waived",
            "keep " + Replies.DONE + " or " + Replies.UNTIL);
      }
      if (!done
          && !reply.containsKey(Replies.UNTIL)
          && !draft.isFaultyAt(place.path() + "." + Replies.UNTIL)
          && !draft.isFaultyAt(place.path() + "." + Replies.DONE)) {
        draft.fault(
            place,
            "is a waiver without an end",
            "add " + Replies.UNTIL + ": YYYY-MM-DD, or " + Replies.DONE + ": YYYY-MM-DD");
      }
      if (!done && !reply.containsKey(Replies.WHY)) {
        draft.fault(place, "is a waiver without a reason", "add " + Replies.WHY + ": and say it");
      }
      Integer former = seen.putIfAbsent(done + " " + reply.get(Replies.RULE), i);
      if (former != null && reply.containsKey(Replies.RULE)) {
        draft.fault(
            place,
            "is for the same rule as " + Replies.SECTION + "[" + former + "]",
            "keep one of them");
      }
    }
  }
}
