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
export const leftOut =
  /_(?:concise|verbose)$|best-of|-ExPO$|-togetherai$|^bedrock_claude$|-no-sys-prompt$/;

/** Answers of people, or of themselves, taught them: documented, and no teacher. */
export const withoutTeacher = /^(?:guanaco|oasst|humpback)-/;

/** Filed under a vendor, but tuned by others on answers of several models. */
export const mixed = /^(?:phi-2-sft|phi-2-dpo|falcon-\d+b-instruct)$/;

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
}

export function partOf(model: string, family: string, splitHint: string): Part {
  const part = (role: Role, vendor: string, teacher: string | null = null): Part => ({
    role,
    vendor,
    teacher,
  });
  if (leftOut.test(model)) return part('left-out', family);
  if (family === 'student') return part('student', model, /teacher=(\w+):/.exec(splitHint)![1]!);
  if (withoutTeacher.test(model)) return part('non-student', model);
  if (['community', 'unknown'].includes(family) || mixed.test(model)) return part('mixed', model);
  return part('non-student', makers[family] ?? family);
}
