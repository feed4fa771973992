import type { Chance } from './random';

export const between = (low: number, high: number) => low + Math.random() * (high - low);
export const chance = (probability: number) => Math.random() < probability;

export function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() * list.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

/** Random numbers for writing mail, different at each start. */
export const liveDice: Chance = {
  next: Math.random,
  between: (low: number, high: number) => Math.floor(between(low, high + 1)),
  pick,
  chance,
  hex: (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join(''),
};
