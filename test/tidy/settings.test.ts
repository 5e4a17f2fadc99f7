/** The manifest and protocol/settings.ts declare the same settings. */

import { expect, test } from 'vitest';
import {
  defaultSettings,
  resolveSettings,
  settingLimits,
  severities,
} from '../../protocol/settings.ts';
import { endpointsSetting } from '../../protocol/endpoints.ts';
import { manifest } from './repository.ts';

const { [`teacherprint.${endpointsSetting}`]: endpoints, ...properties } =
  manifest.contributes.configuration.properties;

/** What both must say of a setting. */
function declarationOf([name, value]: [string, unknown]): [string, Record<string, unknown>] {
  const limits = Object.entries(settingLimits).find(([limited]) => limited === name)?.[1];
  return [
    `teacherprint.${name}`,
    {
      type: typeof value,
      default: value,
      ...limits,
      ...(name.endsWith('Severity') && { enum: severities }),
    },
  ];
}

test('names, types, defaults, limits and choices are the same', () => {
  const declared = Object.entries(properties).map(([name, property]) => {
    const { type, default: value, minimum, maximum, enum: choices } = property;
    return [
      name,
      {
        type,
        default: value,
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && { maximum }),
        ...(choices !== undefined && { enum: choices }),
      },
    ];
  });
  expect(Object.fromEntries(declared)).toEqual(
    Object.fromEntries(Object.entries(defaultSettings).map(declarationOf)),
  );
});

test('every choice is explained', () => {
  const unexplained = Object.entries(properties).filter(
    ([, { enum: choices, enumDescriptions }]) => choices?.length !== enumDescriptions?.length,
  );
  expect(unexplained).toEqual([]);
});

test.each(Object.entries(settingLimits))('limits of %s hold', (name, { minimum, maximum }) => {
  const problemsOf = (value: number): number => resolveSettings({ [name]: value }).problems.length;
  expect([minimum, maximum, minimum - 1, maximum + 1].map(problemsOf)).toEqual([0, 0, 1, 1]);
});

test('no folder, trusted or not, can say where keys go', () => {
  expect(endpoints).toMatchObject({ type: 'array', default: [], scope: 'machine' });
});

test('a workspace that nobody trusts cannot name a file to load, or an endpoint', () => {
  const paths = Object.keys(properties)
    .filter((name) => properties[name]!.type === 'string')
    .filter((name) => properties[name]!.enum === undefined);
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([
    ...paths,
    `teacherprint.${endpointsSetting}`,
  ]);
});
