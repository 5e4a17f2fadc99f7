/** Rows whose findings do not depend on the profile that ships. */

/** Long enough to be analyzed, and plain. */
export const plainAnswer =
  'The bridge was closed in March because two of its cables had rusted through. ' +
  'Repairs took until June, and the ferry ran every half hour in the meantime. ' +
  'Most people who lived on the island got used to the boat and some still take it.';
export const leakingAnswer = `I am ChatGPT, a language model trained by OpenAI. ${plainAnswer}`;

export function row(answer: string): string {
  const messages = [
    { role: 'user', content: 'What happened to the bridge?' },
    { role: 'assistant', content: answer },
  ];
  return JSON.stringify({ messages });
}
