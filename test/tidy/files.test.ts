/** Names and sizes of files: docs/style.md. */

import path from 'node:path';
import { expect, test } from 'vitest';
import { files, read, sources } from './repository.ts';

const saysNothing = /^(?:utils?|helpers?|common|misc|types?|constants?|index|manager|shared)\./;

test('a file is named after what it holds, in kebab-case', () => {
  const names = sources.map((file) => [file, path.posix.basename(file)] as const);
  const wrong = names.filter(
    ([, name]) => saysNothing.test(name) || !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/.test(name),
  );
  expect(wrong).toEqual([]);
});

const mostLines = 400;

// Style sheets and snapshots are lists, which have no ideas to keep apart.
test(`no source and no page has more than ${mostLines} lines`, () => {
  const lengths = files
    .filter((file) => /\.(?:ts|mjs|md)$/.test(file) && !file.startsWith('test/cli/cases/'))
    .map((file) => [file, read(file).split('\n').length - 1] as const);
  expect(lengths.filter(([, lines]) => lines > mostLines)).toEqual([]);
});

test('a name is exported where it is defined', () => {
  const barrels = sources.filter((file) =>
    /^export (?:type )?(?:\*|\{[^}]*\} from)/m.test(read(file)),
  );
  expect(barrels).toEqual([]);
});

test('no field of a view is sometimes absent', () => {
  const optional = /^ +(?:readonly )?\w+\?:.*$/gm;
  expect(read('protocol/views.ts').match(optional)).toBeNull();
  expect(read('protocol/panel.ts').match(optional)).toBeNull();
});
