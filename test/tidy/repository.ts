/** The repository's own files, as somebody would commit them. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { repository } from '../../scripts/package-vsix.ts';

const ignored = read('.gitignore')
  .split('\n')
  .filter(Boolean)
  .map((line) => (line.endsWith('/') ? `**/${line}**` : `**/${line}`));

/** Relative to the root, with slashes. What `.gitignore` names is not among them. */
export const files: readonly string[] = globSync('**', {
  cwd: repository,
  dot: true,
  ignore: ['**/.git', '**/.git/**', ...ignored],
}).sort();

export const sources = files.filter((file) => /\.(?:ts|mjs)$/.test(file));

/** Training that only we do: the profile that ships, and its evaluation. */
export const ours =
  /^server\/train\/(?:ablation|card|drift-trials|evaluate|evaluate-references|evaluate-shares|exam|in-domain|main|markdown-table|open-set|read-source|render-evaluation|render-references|render-reliability|render-shares|share-trials|train-profile)\.ts$/;

/** Sources of what a user installs: the extension, the page, and the program. */
export const shipped = sources.filter(
  (file) => /^(?:extension|media|protocol|server)\//.test(file) && !ours.test(file),
);

export function read(file: string): string {
  return readFileSync(path.join(repository, file), 'utf8');
}

export const manifest = JSON.parse(read('package.json')) as Manifest;

export interface Manifest {
  repository: { url: string };
  scripts: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string }[];
    menus: unknown;
    walkthroughs: unknown;
    views: Record<string, { id: string }[]>;
    configuration: { properties: Record<string, SettingDeclaration> };
    jsonValidation: { fileMatch: string; url: string }[];
  };
}

/** A setting as VS Code's settings editor shows it. */
export interface SettingDeclaration {
  type: string;
  default: unknown;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  enumDescriptions?: string[];
}
