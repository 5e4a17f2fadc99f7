/** What the pages point to is there: pages, anchors, files and scripts. */

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { files, manifest, read } from './repository.ts';

const pages = files.filter((file) => file.endsWith('.md'));

/** A page without its code, where brackets and hashes mean other things. */
function proseOf(page: string): string {
  return read(page).replace(/^```.*?^```/gms, '');
}

/** Anchors as GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  test('links lead somewhere', () => {
    const links = [...proseOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, file, anchor]) => {
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file!);
      if (!files.includes(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('files that it names exist', () => {
    const names = proseOf(page).matchAll(
      /`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|md|css|svg|profile))`/g,
    );
    const missing = [...names].filter(
      ([, name]) => !files.some((file) => file === name || file.endsWith(`/${name!}`)),
    );
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  test('scripts that it names exist', () => {
    const names = [...read(page).matchAll(/\bnpm run ([\w:]+)/g)].map(([, name]) => name!);
    expect(names.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });
});
