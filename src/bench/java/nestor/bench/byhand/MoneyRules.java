package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.overShare;
import static nestor.bench.byhand.Compare.positive;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** What money is spent on. */
final class MoneyRules {
  private MoneyRules() {}

  static void find(Data data, Shared shared, Limits limits, Found found) {
    boolean any = false;
    boolean unsaid = false;
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal run = BigDecimal.ZERO;
    BigDecimal change = BigDecimal.ZERO;
    String end = shared.budgetYear == null ? ": no year" : "";
    for (Data.Budget budget : data.budgets) {
      if (!"technology".equals(budget.area())) {
        continue;
      }
      any = true;
      if (shared.budgetYear != null && !shared.budgetYear.equals(budget.year())) {
        continue;
      }
      BigDecimal amount = budget.amount() == null ? BigDecimal.ZERO : budget.amount();
      total = total.add(amount);
      unsaid |= budget.purpose() == null;
      run = "run".equals(budget.purpose()) ? run.add(amount) : run;
      change = "change".equals(budget.purpose()) ? change.add(amount) : change;
      if (budget.owner() == null) {
        found.add("investment/budget-owner" + end, budget);
      }
    }
    BigDecimal limit = limits.of("change-share");
    if (!unsaid
        && change.multiply(BigDecimal.ONE.subtract(limit)).compareTo(run.multiply(limit)) < 0) {
      found.add("investment/run-crowds-out-change" + end, run);
    }
    BigDecimal large = limits.of("cost-benefit-budget-share").multiply(total);
    for (Data.Initiative initiative : data.initiatives) {
      if (any && more(initiative.budget(), large)) {
        if (initiative.businessGoal() != null && initiative.costBenefitOn() == null) {
          found.add("investment/no-cost-benefit" + end, initiative);
        }
        if (!shared.missingCeo
            && !initiative.sponsors().contains("CEO")
            && !initiative.consulted().contains("CEO")) {
          found.add("investment/ceo-not-consulted" + end, initiative);
        }
      }
      if (positive(initiative.budget()) && initiative.outcome() == null) {
        found.add("investment/outcome-untracked", initiative);
      }
    }
    if (!shared.missingCeo) {
      offPriority(data, limits, found);
    }
  }

  private static void offPriority(Data data, Limits limits, Found found) {
    int top = limits.of("top-priorities").intValue();
    Set<String> first = new HashSet<>();
    for (Data.Priority priority : data.priorities) {
      if ("CEO".equals(priority.role()) && priority.rank() != null && priority.rank() <= top) {
        first.add(priority.topic());
      }
    }
    BigDecimal outside = BigDecimal.ZERO;
    BigDecimal rest = BigDecimal.ZERO;
    for (Data.Initiative initiative : data.initiatives) {
      BigDecimal budget = initiative.budget();
      if (budget == null) {
        continue;
      }
      String topic = initiative.priorityTopic();
      if (!first.isEmpty() && topic != null && !first.contains(topic)) {
        outside = budget.signum() > 0 ? outside.add(budget) : outside;
      } else {
        rest = rest.add(budget);
      }
    }
    if (overShare(outside, rest, limits.of("off-priority-share"))) {
      found.add("investment/off-priority", outside);
    }
  }
}
