import { expect, test } from 'vitest';
import { transforms } from '../../../server/train/transforms.ts';

const text = `# A *short* tour

Here is “the plan” — it’s **simple**:

- \`one\` thing
2. another_thing, see [the page](https://example.org)

\`\`\`js
run();
\`\`\``;

test.each([
  [
    'Markdown stripped',
    'A short tour\n\nHere is “the plan” — it’s simple:\n\none thing\nanother_thing, see the page\n\n\nrun();\n',
  ],
  [
    'plain quotes and dashes',
    text.replaceAll(/[“”]/g, '"').replace(' — ', ' - ').replace('’', "'"),
  ],
  [
    'one paragraph',
    '# A *short* tour Here is “the plan” — it’s **simple**: - `one` thing 2. another_thing, see [the page](https://example.org) ```js run(); ```',
  ],
  ['lower case', text.toLowerCase()],
  ['first 25 words', text],
])('%s', (name, expected) => {
  const transform = transforms.find((candidate) => candidate.name === name)!;
  expect(transform.apply(text)).toBe(expected);
});

test('first words end with a word, and keep what is between words', () => {
  const first = transforms.find(({ name }) => name === 'first 25 words')!;
  const words = Array.from({ length: 40 }, (_, i) => `word${i}`);
  expect(first.apply(words.join(' \n'))).toBe(words.slice(0, 25).join(' \n'));
});

test('shuffled words are the same words, in the same order every time', () => {
  const shuffle = transforms.find(({ name }) => name === 'words shuffled')!;
  const shuffled = shuffle.apply(text);
  expect(shuffled.split(' ').sort()).toEqual(text.split(/\s+/).sort());
  expect(shuffled).not.toBe(text.replace(/\s+/g, ' '));
  expect(shuffle.apply(text)).toBe(shuffled);
});
