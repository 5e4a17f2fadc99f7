/**
 * Who is what among the models of alpaca_eval. Documented teachers are those of the models' cards and
 * repositories, as the corpus has them in `split_hint`; what a card says of several sources, or nothing at
 * all, is "mixed" and counts neither for nor against.
 */

/** Candidate teachers of the time, by vendor. The names are those of the corpus. */
export const alpacaTeachers: Readonly<Record<string, readonly string[]>> = {
  gpt: ['text_davinci_003', 'gpt-3.5-turbo-0301', 'gpt-3.5-turbo-0613', 'gpt4_0314', 'gpt4_0613'],
  claude: ['claude', 'claude-2', 'claude-instant-1.2', 'claude-2.1'],
  google: ['gemini-pro'],
  cohere: ['cohere'],
  llama: ['llama-2-70b-chat-hf', 'llama-2-13b-chat-hf'],
  mistral: ['mistral-medium', 'Mistral-7B-Instruct-v0.2'],
};

/** The same a year later; nobody in arena_hard_v01 was taught by them, as far as cards say. */
export const arenaTeachers: Readonly<Record<string, readonly string[]>> = {
  gpt: ['gpt-3.5-turbo-0613', 'gpt-4-0314', 'gpt-4-1106-preview', 'gpt-4o-2024-05-13'],
  claude: ['claude-2.1', 'claude-3-opus-20240229', 'claude-3-5-sonnet-20240620'],
  google: ['gemini-pro', 'gemini-1.5-pro-api-0514'],
  cohere: ['command-r-plus'],
  llama: ['llama-3-70b-instruct'],
  mistral: ['mistral-large-2402'],
};

/** The same model asked otherwise, several answers chosen from, weights moved after training, or a copy. */
const leftOut =
  /_(?:concise|verbose)$|best-of|-ExPO$|-togetherai$|^bedrock_claude$|-no-sys-prompt$/;

/** Answers of people, or of themselves, taught them: documented, and no teacher. */
const withoutTeacher = /^(?:guanaco|oasst|humpback)-/;

/** Filed under a vendor, but tuned by others on answers of several models. */
const mixed = /^(?:phi-2-sft|phi-2-dpo|falcon-\d+b-instruct)$/;

/** Students that began as a model of Mistral, by their cards; all others began as a Llama. */
const fromMistral = /^(?:zephyr|OpenHermes|dolphin|deita|Conifer|Starling)-/;

/** One maker, two names. */
const makers: Readonly<Record<string, string>> = {
  gemini: 'google',
  gemma: 'google',
  command: 'cohere',
};

export type Role = 'student' | 'non-student' | 'mixed' | 'left-out';

export interface Part {
  readonly role: Role;
  /** Whose model it is; a student's documented teacher is in `teacher`. */
  readonly vendor: string;
  readonly teacher: string | null;
  /** Whose model a student was before it was taught. */
  readonly base: string | null;
}

export function partOf(model: string, family: string, splitHint: string): Part {
  const part = (role: Role, vendor: string): Part => ({ role, vendor, teacher: null, base: null });
  if (leftOut.test(model)) return part('left-out', family);
  if (family === 'student') {
    const teacher = /teacher=(\w+):/.exec(splitHint)?.[1] ?? null;
    return {
      role: 'student',
      vendor: model,
      teacher,
      base: fromMistral.test(model) ? 'mistral' : 'llama',
    };
  }
  if (withoutTeacher.test(model)) return part('non-student', model);
  if (['community', 'unknown'].includes(family) || mixed.test(model)) return part('mixed', model);
  return part('non-student', makers[family] ?? family);
}

/** Month of release of vendors' models in arena_hard_v01, the first name that fits. */
const releases: readonly (readonly [name: RegExp, month: string])[] = [
  [/^claude-2\.0/, '2023-07'],
  [/^claude-2\.1/, '2023-11'],
  [/^claude-3-5-sonnet-20240620/, '2024-06'],
  [/^claude-3-5-sonnet-20241022/, '2024-10'],
  [/^claude-3-/, '2024-03'],
  [/^aya-expanse/, '2024-10'],
  [/^command-r-plus/, '2024-04'],
  [/^command-r/, '2024-03'],
  [/^deepseek-coder-v2/, '2024-06'],
  [/^gemini-1\.5-pro-api-0409/, '2024-04'],
  [/^gemini-1\.5-/, '2024-05'],
  [/^gemini-pro/, '2023-12'],
  [/^gemma-1\.1/, '2024-04'],
  [/^gemma-2-/, '2024-06'],
  [/^gemma-/, '2024-02'],
  [/^glm-4-0116/, '2024-01'],
  [/^glm-4-0520/, '2024-05'],
  [/^glm-4-air/, '2024-06'],
  [/^gpt-(?:3\.5-turbo|4)-0125/, '2024-01'],
  [/^gpt-(?:3\.5-turbo|4)-0314/, '2023-03'],
  [/^gpt-(?:3\.5-turbo|4)-0613/, '2023-06'],
  [/^gpt-(?:3\.5-turbo|4)-1106/, '2023-11'],
  [/^gpt-4-turbo-2024-04/, '2024-04'],
  [/^gpt-4o-2024-05/, '2024-05'],
  [/^gpt-4o-2024-08/, '2024-08'],
  [/^gpt-4o-mini/, '2024-07'],
  [/^o1-/, '2024-09'],
  [/^llama-2-/, '2023-07'],
  [/^llama-3\.1-/, '2024-07'],
  [/^llama-3-/, '2024-04'],
  [/^mistral-7b/, '2023-12'],
  [/^mistral-large-2402|^mistral-next/, '2024-02'],
  [/^mistral-large-2407/, '2024-07'],
  [/^mistral-medium|^mixtral-8x7b/, '2023-12'],
  [/^mixtral-8x22b/, '2024-04'],
  [/^phi-3-/, '2024-05'],
  [/^qwen1\.5-/, '2024-02'],
  [/^qwen2-/, '2024-06'],
  [/^qwen2\.5-/, '2024-09'],
  [/^yi-34b/, '2023-11'],
  [/^yi-large/, '2024-05'],
  [/^yi-lightning/, '2024-10'],
];

/** Whether the model can have learned from the teacher, by the months of their release. */
export function isLater(model: string, teacher: string): boolean {
  const monthOf = (name: string): string => {
    const found = releases.find(([pattern]) => pattern.test(name));
    if (found === undefined) throw new Error(`${name}: when was it released?`);
    return found[1];
  };
  return monthOf(model) > monthOf(teacher);
}
