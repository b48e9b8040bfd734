package org.reimzul.faults.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.reimzul.faults.lab.Lab;

/** Which builds are submitted, in which order. */
public final class Plan {
  private static final int MOST_PACKAGES = 1500;
  private static final int AGAIN_PERCENT = 12;
  private static final int SCRATCH_PERCENT = 8;

  private Plan() {}

  /** A plan of this many builds; the same for the same seed. */
  public static List<Parcel> of(int builds, long seed) {
    var random = new Random(seed);
    List<Parcel> parcels = new ArrayList<>();
    List<Parcel> distinct = new ArrayList<>();
    while (parcels.size() < builds) {
      boolean scratch = random.nextInt(100) < SCRATCH_PERCENT;
      boolean again = distinct.size() >= MOST_PACKAGES || random.nextInt(100) < AGAIN_PERCENT;
      Parcel parcel;
      if (again && !distinct.isEmpty()) {
        Parcel before = distinct.get(random.nextInt(distinct.size()));
        parcel = new Parcel(before.name(), before.release(), before.target(), scratch);
      } else {
        parcel = fresh(distinct.size(), random, scratch);
        distinct.add(parcel);
      }
      parcels.add(parcel);
    }
    return parcels;
  }

  private static Parcel fresh(int number, Random random, boolean scratch) {
    // 3 releases of each name, so that newer ones stand beside older ones
    String name = word(number) + String.format("-%03d", number / 3);
    String target = Lab.TARGETS.get(random.nextInt(2));
    return new Parcel(name, 1 + number % 3, target, scratch);
  }

  /** Of 50 packages 5 fail, one hangs and one has huge logs. */
  private static String word(int number) {
    return switch (number % 50) {
      case 3, 14, 22, 31, 45 -> "fails";
      case 18 -> "hangs";
      case 36 -> "loud";
      default -> "good";
    };
  }
}
