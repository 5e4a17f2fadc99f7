/** docs/profile-format.md lists what is in the profile that ships. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { expertNames, profileMagic, type ProfileHeader } from '../../server/engine/profile.ts';
import { repository } from '../../scripts/package-vsix.ts';
import { read } from './repository.ts';

const page = read('docs/profile-format.md');
const bytes = readFileSync(path.join(repository, 'profiles/default.profile'));
const start = profileMagic.length + 4;
const headerBytes = bytes.readUInt32LE(profileMagic.length);
const header = JSON.parse(bytes.toString('latin1', start, start + headerBytes)) as ProfileHeader;

/** First cells of the tables under a heading. */
function listed(heading: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading))!;
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!).toSorted();
}

test('the magic', () => {
  expect(page).toContain(`\`${profileMagic}\``);
});

test('the fields of the header', () => {
  expect(listed('Header')).toEqual(Object.keys(header).toSorted());
});

test('the sections, those of experts under a star', () => {
  const names = Object.keys(header.sections).map((name) => {
    const [first, ...rest] = name.split('.');
    return expertNames.some((expert) => expert === first) ? `*.${rest.join('.')}` : name;
  });
  expect(listed('Sections')).toEqual([...new Set(names)].toSorted());
});
