/** What the manifest offers, the extension does; and the other way around. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  baselineFileName,
  commands,
  configFileName,
  panelViewId,
  serverCommands,
} from '../../protocol/commands.ts';
import { repository } from '../../scripts/package-vsix.ts';
import { manifest, read } from './repository.ts';

const contributed = manifest.contributes.commands.map(({ command }) => command);
const { menus, walkthroughs, views } = manifest.contributes;
const offers = JSON.stringify({ menus, walkthroughs });

function offered(pattern: RegExp): string[] {
  return [...new Set([...offers.matchAll(pattern)].map(([, id]) => id!))].toSorted();
}

test('the commands of the palette are those that the extension registers', () => {
  // That each has somebody who answers it, the compiler checks: extension/commands.ts.
  expect(contributed.toSorted()).toEqual(Object.values(commands).toSorted());
});

test('the server’s commands are not in the palette, where they would have no argument', () => {
  expect(contributed.filter((id) => id.includes('.server.'))).toEqual([]);
  for (const id of Object.values(serverCommands)) expect(id).toMatch(/^teacherprint\.server\.\w+$/);
});

test('menus and walkthrough offer commands that there are', () => {
  const ids = offered(/(?:"command":"|\(command:(?:toSide:)?|onCommand:)([\w.]+)/g);
  expect(ids.length).toBeGreaterThan(5);
  expect(ids.filter((id) => !contributed.includes(id))).toEqual([]);
});

test('the one view is the panel’s, in conditions as well', () => {
  expect(Object.values(views).flatMap((list) => list.map(({ id }) => id))).toEqual([panelViewId]);
  expect(offered(/(?:view == |onView:)([\w.]+)/g)).toEqual([panelViewId]);
});

test('every file that the manifest names is there', () => {
  const named = read('package.json').match(/"(?:\.\/)?(?:media|server|profiles)\/[\w./-]+"/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  const missing = named
    .map((name) => name.slice(1, -1))
    .filter((name) => !existsSync(path.join(repository, name)));
  expect(missing).toEqual([]);
});

test('editors know the schemas of the files that the server reads', () => {
  const names = manifest.contributes.jsonValidation.map(({ fileMatch }) => fileMatch);
  expect(names).toEqual([configFileName, baselineFileName]);
});
