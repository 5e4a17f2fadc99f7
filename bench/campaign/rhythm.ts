/** How much traffic there is at which hour of a week, by who makes it. */

const people = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 12, 11, 12, 13, 12, 11, 10, 9, 9, 9, 8, 6, 4];
const work = [0, 0, 0, 0, 0, 0, 1, 4, 11, 14, 15, 13, 9, 12, 15, 14, 12, 7, 3, 1, 1, 1, 0, 0];
const service = [4, 3, 3, 3, 3, 4, 5, 7, 9, 10, 10, 10, 9, 10, 10, 10, 9, 9, 9, 9, 8, 7, 6, 5];
const night = [0, 10, 14, 10, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

export type Rhythm = 'people' | 'work' | 'service' | 'night';

const curves: Record<Rhythm, readonly number[]> = { people, work, service, night };
const weekend: Record<Rhythm, number> = { people: 1.1, work: 0.08, service: 0.7, night: 1 };

/** `hour` counts from a Monday, 0:00 UTC; `zone` is hours ahead of UTC. */
export function rhythmAt(rhythm: Rhythm, hour: number, zone: number): number {
  const local = hour + zone + 168;
  const isWeekend = Math.floor(local / 24) % 7 >= 5;
  return curves[rhythm][local % 24]! * (isWeekend ? weekend[rhythm] : 1);
}
