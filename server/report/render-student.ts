/** An audit of a student in the format that was asked for. */

import type { StudentView } from '../../protocol/student.ts';
import type { PrettyOptions } from './render-pretty.ts';
import { renderStudentHtml } from './student-html.ts';
import { renderStudentMarkdown } from './student-markdown.ts';
import { renderStudentPretty } from './student-pretty.ts';

export function renderStudent(
  view: StudentView,
  format: 'pretty' | 'json' | 'html' | 'md',
  { look, version }: { readonly look: PrettyOptions; readonly version: string },
): string {
  switch (format) {
    case 'pretty':
      return renderStudentPretty(view, look);
    case 'json':
      return `${JSON.stringify(documentOf(view, version), null, 2)}\n`;
    case 'html':
      return renderStudentHtml(view, version);
    case 'md':
      return renderStudentMarkdown(view, version);
  }
}

/** For programs; docs/student.md has its fields. */
function documentOf({ teachers, ...view }: StudentView, version: string): object {
  return {
    schema: 1,
    tool: `teacherprint ${version}`,
    ...view,
    teachers: teachers.map(({ control, rank, decoys, ...teacher }) => ({
      teacher: teacher.teacher,
      vendor: teacher.vendor,
      delta: control?.delta ?? null,
      llrBits: teacher.llrBits,
      pControl: control?.p ?? null,
      rankDecoys: rank,
      decoys,
      holm: teacher.holm,
      eValue: control?.eValue ?? null,
      verdict: teacher.verdict,
      reason: teacher.reason,
      z: teacher.z,
      threshold: teacher.threshold,
      p: teacher.p,
      prompts: teacher.prompts,
      control,
      channels: teacher.channels,
      overlap: teacher.overlap,
      refusals: teacher.refusals,
      decoyZ: teacher.decoyZ,
    })),
    stopped: stopOf(view.asked, teachers),
  };
}

/** Where an audit that asks prompt by prompt ended early, or could have. */
function stopOf(
  asked: StudentView['asked'],
  teachers: StudentView['teachers'],
): { reason: string; after: number | null } {
  const after = asked?.stoppedAfter ?? null;
  if (after !== null) return { reason: 'e-value', after };
  // That a student differs from its control is no call, so it is no reason to stop either.
  const called = teachers.filter(({ verdict }) => verdict === 'consistent');
  const stops = called.flatMap(({ control }) => control?.stoppedAfter ?? []);
  if (stops.length > 0) return { reason: 'e-value', after: Math.min(...stops) };
  const isPaired = teachers.some(({ control }) => control !== null);
  return { reason: isPaired ? 'prompts-used-up' : 'no-control', after: null };
}
