/** The licences of the packages that a bundle is made of, which they want to travel with it. */

import { readdir, readFile } from 'node:fs/promises';

const packages = new URL('../node_modules/', import.meta.url);

/** `inputs`: files that were bundled, as esbuild names them. Throws if a package has no licence file. */
export async function thirdPartyNotices(inputs: Iterable<string>): Promise<string> {
  const names = new Set([...inputs].flatMap((input) => packageOf(input) ?? []));
  const notices = await Promise.all([...names].toSorted().map(noticeOf));
  return ['Teacherprint contains these packages, under their own licences.', ...notices].join(
    `\n\n${'='.repeat(80)}\n\n`,
  );
}

/** The innermost package of a path, with its scope; null for files of our own. */
function packageOf(input: string): string | null {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? null;
}

async function noticeOf(name: string): Promise<string> {
  const folder = new URL(`${name}/`, packages);
  const { version } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8')) as {
    version: string;
  };
  const licence = (await readdir(folder)).find((file) => /^licen[cs]e([.-]\w+)?$/i.test(file));
  if (licence === undefined) throw new Error(`${name} has no licence file`);
  const text = await readFile(new URL(licence, folder), 'utf8');
  return `${name} ${version}\n\n${text.trim()}`;
}
