/** Keys: where they come from, and how they are kept out of everything that is written. */

import { UserError } from '../dataset/user-error.ts';

/** The only place that reads a variable by a name that somebody gave. Never quotes what is in it. */
export function keyFromEnvironment(name: string, option = '--key-env'): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    // Whoever confuses the two has just typed a key.
    throw new UserError(`${option}: give the name of an environment variable, not the key itself`);
  }
  return checkedKey(process.env[name] ?? '', `the environment variable ${name}`);
}

/** Without the line break that files and clipboards add. `from`: what to call its place. */
export function checkedKey(given: string, from: string): string {
  const key = given.trim();
  if (key === '') throw new UserError(`${from} holds no key`);
  // Anything else cannot be in a header, and the error about that would quote it.
  if (/[^\x21-\x7e]/.test(key)) {
    throw new UserError(`${from} holds characters that no key has, such as spaces or line breaks`);
  }
  return key;
}

/** What is shorter is no secret but a word that local servers want, and may stand in any answer. */
const shortestSecret = 8;

/** Servers quote keys in their complaints, and a hostile one may do so anywhere. */
export function redactor(key: string | null): (text: string) => string {
  if (key === null || key.length < shortestSecret) return (text) => text;
  const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '[key]'), text);
}
