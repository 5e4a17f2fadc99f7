/** The ledger's answers → an ordinary dataset, in the order of the plan whatever came first. */

import type { Call } from './call.ts';
import type { Ledger } from './ledger.ts';

export interface AnswerFile {
  write(text: string): Promise<void>;
}

export async function writeAnswers(
  calls: readonly Call[],
  ledger: Ledger,
  file: AnswerFile,
): Promise<void> {
  for (const { id, model, prompt, sample } of calls) {
    const outcome = ledger.outcomes.get(id);
    if (outcome?.kind !== 'answered') continue;
    const { text, finish, answeredAs, at } = await ledger.answer(outcome);
    const row = {
      prompt_id: prompt.id,
      prompt: prompt.text,
      model: model.name,
      family: model.family,
      source: prompt.source,
      domain: prompt.domain,
      lang: prompt.lang,
      response: text,
      sample,
      finish,
      answered_as: answeredAs,
      collected: at,
    };
    await file.write(`${JSON.stringify(row)}\n`);
  }
}
