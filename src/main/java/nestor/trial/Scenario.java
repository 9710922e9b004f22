package nestor.trial;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.dossier.Dossier;
import nestor.rulebook.language.Place;

/**
 * What must come of given data.
 *
 * @param topic the topic of the file; recommended and not assessed rules of other topics are not
 *     looked at
 * @param given the data
 * @param recommended exactly the rules of the topic that must be recommended
 * @param clear rules that must be clear
 * @param notAssessed rules that must not be assessed, each with exactly what it needs, or empty
 *     where that is not said
 * @param because for a rule, exactly the lines of its reasons
 * @param priority for a rule, the priority of its recommendation
 * @param owner for a rule, who must act
 */
record Scenario(
    String name,
    Place place,
    String topic,
    LocalDate asOf,
    Dossier given,
    List<String> recommended,
    List<String> clear,
    Map<String, Optional<List<String>>> notAssessed,
    Map<String, List<String>> because,
    Map<String, String> priority,
    Map<String, String> owner) {}
