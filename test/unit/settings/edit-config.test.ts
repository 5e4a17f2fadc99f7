import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDatasetConfig } from '../../../server/settings/config-file.ts';
import { ConfigEditor } from '../../../server/settings/edit-config.ts';
import { newFolder } from '../../support/documents.ts';

const suppression = { sample: '0123456789abcdef', rule: 'match' };

/** A dataset's configuration before and after somebody edits it. */
async function edited(
  before: string | null,
  edit: (editor: ConfigEditor, config: string, dataset: string) => Promise<void>,
  name = 'data.jsonl',
): Promise<{ text: string; dataset: string }> {
  const folder = newFolder();
  const config = join(folder, 'teacherprint.json');
  const dataset = join(folder, name);
  if (before !== null) writeFileSync(config, before);
  await edit(new ConfigEditor(), config, dataset);
  expect(readdirSync(folder)).toEqual(['teacherprint.json']);
  return { text: readFileSync(config, 'utf8'), dataset };
}

const addSuppression = (editor: ConfigEditor, config: string, dataset: string): Promise<void> =>
  editor.addSuppression(config, dataset, suppression);

const field = fc.constantFrom('output', 'messages[].content', 'a.b');
const glob = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('*.jsonl', '__proto__', '{a,b}'),
);
/** Keys that look like numbers do not stay at their place in any JavaScript object. */
const isName = (key: string): boolean => !/^\d+$/.test(key);
const written = fc.record(
  {
    $schema: fc.string(),
    fields: fc.dictionary(glob.filter(isName), field, { maxKeys: 4, noNullPrototype: true }),
    suppressions: fc.array(
      fc.record({
        file: fc.string(),
        sample: fc.stringMatching(/^[0-9a-f]{16}$/),
        rule: fc.string(),
        reason: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const indentation = fc.constantFrom('  ', '    ', '\t');
const lineEnd = fc.constantFrom('\n', '\r\n');
const mark = fc.constantFrom('', '\ufeff');

describe('an edit', () => {
  test('keeps what its owners wrote, as they wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(written, indentation, lineEnd, mark, async (config, indent, end, start) => {
        const write = (value: object): string =>
          start + `${JSON.stringify(value, null, indent)}\n`.replaceAll('\n', end);
        const { text } = await edited(write(config), addSuppression);
        const suppressions = [
          ...(config.suppressions ?? []),
          { file: 'data.jsonl', ...suppression },
        ];
        // Without any line there is nothing to take the looks from.
        const looks = Object.keys(config).length > 0;
        const expected = { ...config, suppressions };
        if (looks) expect(text).toBe(write(expected));
        else expect(JSON.parse(text.replace('\ufeff', ''))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('of a field holds for that file alone, whatever its name, and can be taken back', async () => {
    const names = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((name) => !/[/\\\0]|^\.\.?$/.test(name) && name !== 'teacherprint.json');
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const before = '{"fields": {"**": "output"}}';
        const { text, dataset } = await edited(
          before,
          (editor, config, path) => editor.setField(config, path, 'note'),
          name,
        );
        const fields = Object.entries((JSON.parse(text) as { fields: object }).fields);
        expect(fields).toEqual([
          [`./${name}`, 'note'],
          ['**', 'output'],
        ]);
        expect((await readDatasetConfig(dataset)).field).toBe('note');
        const below = join(dataset, '../below', name);
        expect((await readDatasetConfig(below)).field).toBe('output');
        const config = join(dataset, '../teacherprint.json');
        await new ConfigEditor().setField(config, dataset, null);
        expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual(JSON.parse(before));
      }),
      { numRuns: 50 },
    );
  });

  test('makes the file where there is none', async () => {
    const { text } = await edited(null, addSuppression);
    expect(JSON.parse(text)).toEqual({ suppressions: [{ file: 'data.jsonl', ...suppression }] });
  });

  test('waits for the one before', async () => {
    const { text } = await edited('{}', async (editor, config, dataset) => {
      const samples = Array.from({ length: 20 }, (_, i) => i.toString(16).padStart(16, '0'));
      await Promise.all(
        samples.map((sample) => editor.addSuppression(config, dataset, { sample, rule: 'match' })),
      );
    });
    expect((JSON.parse(text) as { suppressions: unknown[] }).suppressions).toHaveLength(20);
  });

  test('of what it cannot read changes nothing, and stops nobody else', async () => {
    for (const before of ['{', '[]', 'null', '{"suppressions": 7}', '']) {
      const { text } = await edited(before, async (editor, config, dataset) => {
        await expect(addSuppression(editor, config, dataset)).rejects.toThrow(
          `${config}: cannot be changed`,
        );
        writeFileSync(`${config}.other`, '{}');
        await addSuppression(editor, `${config}.other`, dataset);
        rmSync(`${config}.other`);
      });
      expect(text).toBe(before);
    }
    await edited('{"fields": "x"}', async (editor, config, dataset) => {
      await expect(editor.setField(config, dataset, 'a')).rejects.toThrow('is not an object');
    });
  });

  test.skipIf(process.platform === 'win32')(
    'leaves links and permissions as they are',
    async () => {
      const folder = newFolder();
      mkdirSync(join(folder, 'shared'));
      const shared = join(folder, 'shared/config.json');
      writeFileSync(shared, '{}');
      chmodSync(shared, 0o664);
      const link = join(folder, 'teacherprint.json');
      symlinkSync(shared, link);
      await addSuppression(new ConfigEditor(), link, join(folder, 'data.jsonl'));
      expect(readFileSync(shared, 'utf8')).toContain(suppression.sample);
      expect(statSync(shared).mode & 0o777).toBe(0o664);
    },
  );
});
