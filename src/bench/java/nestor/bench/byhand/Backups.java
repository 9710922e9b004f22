package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.before;
import static nestor.bench.byhand.Compare.yes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what is stored is backed up, and the backups were tried. */
final class Backups {
  private final Data data;
  private final Limits limits;
  private final Found found;
  private final Map<String, List<Data.Backup>> bySystem = new HashMap<>();
  private final Map<String, Integer> critical = new HashMap<>();
  private final Set<String> stale = new HashSet<>();

  /** A stale backup, as one fact however often it follows. */
  private record Stale(String system, LocalDate lastRun, boolean critical) {}

  Backups(Data data, Limits limits, Found found) {
    this.data = data;
    this.limits = limits;
    this.found = found;
  }

  void find() {
    for (Data.Backup backup : data.backups) {
      bySystem.computeIfAbsent(String.valueOf(backup.system()), s -> new ArrayList<>()).add(backup);
    }
    Set<String> unbacked = new HashSet<>();
    Set<Stale> old = new HashSet<>();
    for (Data.System system : data.systems) {
      String name = String.valueOf(system.name());
      if (yes(system.critical())) {
        critical.merge(name, 1, Integer::sum);
      }
      if ("none".equals(system.storage())) {
        continue;
      }
      LocalDate latest = latestRun(name);
      if (latest == null) {
        unbacked.add(name);
        continue;
      }
      boolean isCritical = yes(system.critical());
      String limit = isCritical ? "backup-age-days/critical" : "backup-age-days/default";
      if (latest.isBefore(limits.since(limit))) {
        old.add(new Stale(name, latest, isCritical));
        stale.add(name);
      }
    }
    for (String system : unbacked) {
      found.add(
          bySystem.containsKey(system)
              ? "security/backup-missing: never ran"
              : "security/backup-missing",
          system);
    }
    for (Stale backup : old) {
      found.add("security/backup-missing: stale", backup);
    }
    data.backups.forEach(this::verified);
  }

  private @Nullable LocalDate latestRun(String system) {
    LocalDate latest = null;
    for (Data.Backup backup : bySystem.getOrDefault(system, List.of())) {
      LocalDate run = backup.lastRun();
      latest = run != null && (latest == null || run.isAfter(latest)) ? run : latest;
    }
    return latest;
  }

  private void verified(Data.Backup backup) {
    String system = String.valueOf(backup.system());
    if (backup.lastRun() == null || stale.contains(system)) {
      return;
    }
    LocalDate tested = backup.lastRestoreTest();
    LocalDate latest = null;
    for (Data.Backup other : bySystem.getOrDefault(system, List.of())) {
      LocalDate test = other.lastRestoreTest();
      latest = test != null && (latest == null || test.isAfter(latest)) ? test : latest;
    }
    if (latest == null) {
      found.add("security/backup-unverified", backup);
    }
    if (tested == null || before(tested, latest)) {
      return;
    }
    LocalDate longest = limits.since("restore-test-days/default");
    if (tested.isBefore(longest)) {
      found.add("security/backup-unverified: too long ago", backup);
    } else if (tested.isBefore(limits.since("restore-test-days/critical"))) {
      for (int i = critical.getOrDefault(system, 0); i > 0; i--) {
        found.add("security/backup-unverified: too long ago for a critical system", backup);
      }
    }
  }
}
