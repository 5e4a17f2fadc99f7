/** A request and its response as they happened, before a log gives them a shape. */

export interface Exchange {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly account: string;
  readonly organisation: string;
  readonly model: string;
  /** Empty if there is none. */
  readonly system: string;
  readonly prompt: string;
  /** Prompts of the same conversation before this one. */
  readonly earlier: readonly string[];
  readonly session: string;
  readonly ip: string;
  readonly userAgent: string;
  /** HTTP status. */
  readonly status: number;
  readonly response: string;
  readonly outputTokens: number;
  /** The opaque reasoning that the request brings back. */
  readonly carried: string | null;
  /** The opaque reasoning that the response hands out. */
  readonly issued: string | null;
}

export const attackNames = [
  'harvest',
  'reasoning',
  'rubric',
  'rewrite',
  'sweep',
  'pivot',
  'replay',
] as const;
export type AttackName = (typeof attackNames)[number];

export const lookAlikeNames = [
  'ci',
  'evaluation',
  'gateway',
  'release',
  'classroom',
  'translation',
] as const;
export type LookAlikeName = (typeof lookAlikeNames)[number];

/** What a request belongs to: ordinary traffic, or the pattern that was asked for. */
export type Origin = 'benign' | AttackName | LookAlikeName;

/** One party's part of the traffic. */
export interface Stream {
  readonly origin: Origin;
  /** Requests over the whole log; the hours share them by their weights. */
  readonly total: number;
  readonly weight: (hour: number) => number;
  /** Called in the order of time. */
  readonly request: (time: number) => Exchange;
}

/** What all parties of a log have in common. */
export interface Setting {
  /** Milliseconds since 1970 of the first hour; a Monday, 0:00 UTC. */
  readonly start: number;
  readonly hours: number;
  /** When the newest model appeared, in hours from the start. */
  readonly releaseHour: number;
}

export const hourMilliseconds = 3_600_000;

/** Invented, as all names are. */
export const models = { large: 'atlas-2', small: 'atlas-2-mini', newest: 'atlas-3' } as const;
