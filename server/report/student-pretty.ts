/** An audit of a student for a terminal. */

import type { IdentityView, StudentTeacherView, StudentView } from '../../protocol/student.ts';
import { count } from '../../protocol/words.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { identityCaveat, identityLines, identityTitle } from '../../protocol/identity-words.ts';
import { type Painter, painter, type PrettyOptions, sparkline } from './render-pretty.ts';
import {
  askedWords,
  channelWords,
  conclusionWords,
  controlWords,
  figureWords,
  fileWords,
  overlapWords,
  verdictWords,
} from '../../protocol/student-words.ts';

export function renderStudentPretty(view: StudentView, options: PrettyOptions): string {
  const paint = painter(options.color);
  const { student, control, prompts, files, teachers } = view;
  const lines = [
    paint.bold(`TEACHERPRINT ─ student ${escapeTerminal(student)}`),
    `${count(prompts, 'prompt')} · control ${control === null ? 'none' : escapeTerminal(control)} · seed ${view.seed}`,
    ...(view.asked === null ? [] : [askedWords(view.asked)]),
    ...files.map((file) => `${escapeTerminal(file.path)}: ${escapeTerminal(fileWords(file))}`),
    '',
    paint.bold(conclusionWords(view, escapeTerminal)),
  ];
  for (const teacher of teachers.toSorted((a, b) => b.z - a.z)) {
    lines.push('', ...teacherLines(teacher, paint));
  }
  if (view.identity !== null) lines.push('', ...identityParagraph(view.identity, paint));
  lines.push('', 'Consistent with is not proof; docs/student.md says what else looks like it.');
  return `${lines.join('\n')}\n`;
}

function teacherLines(teacher: StudentTeacherView, paint: Painter): string[] {
  const { control, channels } = teacher;
  const others = channels.map(
    ({ channel, z, rank }) =>
      `${channelWords[channel]} z ${z.toFixed(1)} (rank p ${rank.toFixed(3)})`,
  );
  return [
    paint.bold(`${escapeTerminal(teacher.teacher)}  ${verdictWords(teacher)}`),
    `  ${figureWords(teacher)}`,
    `  control   ${controlWords(teacher)}`,
    ...(control === null ? [] : [`  e-process ${sparkline(heights(control.log2Capital))}`]),
    `  channels  ${others.join(', ')}`,
    `  overlap   ${overlapWords(teacher)}`,
  ];
}

function identityParagraph(identity: readonly IdentityView[], paint: Painter): string[] {
  return [
    paint.bold(identityTitle),
    `  ${identityCaveat}`,
    ...identityLines(identity, escapeTerminal).map((line) => `  ${line}`),
  ];
}

/** Capital of 1 or less at the bottom, what stops an audit (20) or more at the top. */
function heights(log2Capital: readonly number[]): number[] {
  return log2Capital.map((value) => Math.min(1, Math.max(0, value / Math.log2(20))));
}
