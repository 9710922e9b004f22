package nestor.bench;

import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;

/** All that are measured, by name. */
final class Peers {
  private Peers() {}

  static Peer named(String name, CompiledRulebook compiled, int rules) {
    Rulebook rulebook = compiled.rulebook();
    return switch (name) {
      case "hand-written" -> new HandWritten(rulebook, Books.suffixes(rules), Organisations.TODAY);
      case "nestor" -> NestorPeers.advice(compiled, Organisations.TODAY);
      case "nestor-evaluation" -> NestorPeers.evaluation(rulebook, Organisations.TODAY);
      case "drools" -> new RawDrools(compiled, Organisations.TODAY);
      case "easy-rules" -> new EasyRules(rulebook, Organisations.TODAY);
      case "openl" -> new OpenLTablets(rulebook, Organisations.TODAY);
      case "evrete" -> new Evrete(rulebook, Organisations.TODAY);
      default -> throw new IllegalArgumentException("no peer " + name);
    };
  }
}
