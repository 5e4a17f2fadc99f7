/** Prompts × models × samples → calls, and what they may cost, before any of them goes out. */

import {
  bodyOf,
  type Call,
  type CallSettings,
  createCall,
  type Model,
  type Prompt,
} from './call.ts';
import { costOf, type Prices } from './budget.ts';
import type { Usage } from './reply.ts';

export interface Plan {
  readonly settings: CallSettings;
  readonly calls: readonly Call[];
}

/** One prompt by all models before the next: who stops early has answers that can be compared. */
export function makePlan(
  prompts: readonly Prompt[],
  models: readonly Model[],
  samples: number,
  settings: CallSettings,
): Plan {
  const calls = prompts.flatMap((prompt) =>
    Array.from({ length: samples }, (_, sample) =>
      models.map((model) => createCall({ model, prompt, sample }, settings)),
    ).flat(),
  );
  return { settings, calls };
}

export interface Estimate {
  readonly calls: number;
  /** About; languages and tokenizers differ. */
  readonly promptTokens: number;
  readonly mostTokens: Usage;
  /** Null: no prices were given. */
  readonly mostCost: number | null;
  readonly minutes: number;
}

/** Of English text. */
const charsPerToken = 4;

/** A usual answer of some hundred words; only the preview uses it. */
export const secondsPerCall = 10;

export function estimate(plan: Plan, prices: Prices | null, concurrency: number): Estimate {
  const most = { promptTokens: 0, answerTokens: 0 };
  let chars = 0;
  for (const call of plan.calls) {
    const { promptTokens, answerTokens } = mostTokensOf(call, plan.settings);
    most.promptTokens += promptTokens;
    most.answerTokens += answerTokens;
    chars += call.prompt.text.length + (plan.settings.system?.length ?? 0);
  }
  const calls = plan.calls.length;
  return {
    calls,
    promptTokens: Math.ceil(chars / charsPerToken),
    mostTokens: most,
    mostCost: prices === null ? null : costOf(most, prices),
    minutes: Math.ceil((calls * secondsPerCall) / Math.min(concurrency, Math.max(1, calls)) / 60),
  };
}

/** What a chat template puts around each message; those that are known take less than ten. */
const templateTokens = 32;

/** No token is shorter than a byte, so a request is never more than this. */
export function mostTokensOf(call: Call, settings: CallSettings): Usage {
  const { messages } = bodyOf(call, settings);
  const promptTokens = messages.reduce(
    (sum, { content }) => sum + Buffer.byteLength(content) + templateTokens,
    0,
  );
  return { promptTokens, answerTokens: settings.maxTokens };
}
