/** An audit of a student as a summary for a pull request or a ticket. */

import type { IdentityView, StudentView } from '../../protocol/student.ts';
import { smallNumber } from '../../protocol/words.ts';
import { markdownCode } from './escape-markdown.ts';
import { identityCaveat, identityLines, identityTitle } from '../../protocol/identity-words.ts';
import {
  askedWords,
  channelWords,
  conclusionWords,
  controlWords,
  eValueWords,
  fileWords,
  overlapWords,
  studentLimits,
  verdictWords,
} from '../../protocol/student-words.ts';

export function renderStudentMarkdown(view: StudentView, version: string): string {
  const { student, teachers, files, prompts, control, asked, seed } = view;
  const ordered = teachers.toSorted((a, b) => b.z - a.z);
  const table = [
    '| Teacher | Verdict | z | p (Holm) | Rank p | Above control | e-value |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...ordered.map(
      (teacher) =>
        `| ${markdownCode(teacher.teacher)} | ${verdictWords(teacher)} | ${teacher.z.toFixed(1)} | ` +
        `${smallNumber(teacher.holm)} | ${teacher.rank.toFixed(3)} | ` +
        `${teacher.control === null ? '—' : teacher.control.delta.toFixed(3)} | ` +
        `${teacher.control === null ? '—' : eValueWords(teacher.control.eValue)} |`,
    ),
  ];
  const details = ordered.map((teacher) => {
    const channels = teacher.channels.map(
      ({ channel, z }) => `${channelWords[channel]} ${z.toFixed(1)}`,
    );
    return `- ${markdownCode(teacher.teacher)}: ${controlWords(teacher)}. z by channel: ${channels.join(', ')}. ${overlapWords(teacher)}.`;
  });
  const paragraphs = [
    `## Teacherprint: student ${markdownCode(student)}`,
    `**${conclusionWords(view, markdownCode)}**`,
    `${prompts.toLocaleString('en')} prompts; control: ${control === null ? 'none' : markdownCode(control)}${asked === null ? '' : `; ${askedWords(asked)}`}.`,
    table.join('\n'),
    details.join('\n'),
    ...(view.identity === null ? [] : [identityList(view.identity)]),
    files
      .map(({ field, ...file }) => {
        const from = field === null ? '' : `, read from ${markdownCode(field)}`;
        return `- ${markdownCode(file.path)}: ${fileWords({ ...file, field: null })}${from}`;
      })
      .join('\n'),
    ['### What this cannot say', '', ...studentLimits.map((limit) => `- ${limit}`)].join('\n'),
    `Teacherprint ${version}, seed ${seed}.`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function identityList(identity: readonly IdentityView[]): string {
  const lines = identityLines(identity, markdownCode).map((line) => `- ${line}`);
  return [`### ${identityTitle}`, '', identityCaveat, '', ...lines].join('\n');
}
