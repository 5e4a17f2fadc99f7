/** Local profiles through the server: fitted, named, used, and no longer used. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  auditDataset,
  explainSample,
  fitReferences,
  type FitReferencesParams,
} from '../../protocol/messages.ts';
import type { AuditView, FittedReferencesView } from '../../protocol/views.ts';
import { savedDataset } from '../support/documents.ts';
import { LspClient } from '../support/lsp-client.ts';
import { jsonLines, namedStyles, styledRows } from '../support/styles.ts';

const patience = 120_000;

let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start();
});
afterAll(() => client.close({ told: /cannot judge this dataset: .* not a Teacherprint profile/ }));

const references = styledRows('kitchen', namedStyles, 40, 1);
const rows = styledRows('kitchen', ['ornate'], 12, 2).map(({ text }) => ({ output: text }));

const fit = (params: FitReferencesParams): Promise<FittedReferencesView> =>
  client.connection.sendRequest(fitReferences, params);
const audit = (uri: string): Promise<AuditView> =>
  client.connection.sendRequest(auditDataset, { uri, field: null });

/** A dataset on the disk, and a file with references beside it. */
function dataset(labelled: readonly object[]): { uri: string; folder: string; refs: string } {
  const uri = savedDataset(jsonLines(rows));
  const folder = dirname(fileURLToPath(uri));
  const refs = join(folder, 'answers.jsonl');
  writeFileSync(refs, jsonLines(labelled));
  return { uri, folder, refs: pathToFileURL(refs).href };
}

describe('references', () => {
  test(
    'are fitted beside the dataset, named for it, and judge it until they are not',
    async () => {
      const { uri, folder, refs } = dataset(references);
      const config = join(folder, 'teacherprint.json');
      expect((await audit(uri)).profile.kind).toBe('general');
      const fitted = await fit({ uri, references: [refs] });
      const path = join(folder, 'data.jsonl.references');
      expect(fitted.path).toBe(path);
      expect(fitted.summary).toMatch(/^matched references, 120 texts of 3 families; on prompts/);
      expect(fitted.advice).toContain('With 80 per family instead of 40');
      expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
        references: [{ file: './data.jsonl', profile: 'data.jsonl.references' }],
      });
      const { profile, calls } = await audit(uri);
      expect(profile).toMatchObject({ id: 'data.jsonl', kind: 'references' });
      expect(profile.summary).toBe(fitted.summary);
      expect(calls.count).toBe(rows.length);
      const place = { uri, row: 1, turn: null };
      const { errorRate } = await client.connection.sendRequest(explainSample, place);
      expect(errorRate).toContain('on prompts that the matched references do not answer');
      writeFileSync(path, 'something else');
      await expect(audit(uri)).rejects.toThrow('not a Teacherprint profile');
      writeFileSync(config, '{}');
      expect((await audit(uri)).profile.kind).toBe('general');
    },
    patience,
  );

  test('of which there are too few are refused, and nothing is written', async () => {
    const { uri, folder, refs } = dataset(references.slice(0, 50));
    await expect(fit({ uri, references: [refs] })).rejects.toThrow('"ornate" has 10');
    expect(existsSync(join(folder, 'teacherprint.json'))).toBe(false);
    const nobody = dataset([{ text: 'no label' }]);
    await expect(fit({ uri: nobody.uri, references: [nobody.refs] })).rejects.toThrow(
      'no text with a label was found',
    );
  });
});
