/** The answers of a student and of somebody else to one prompt, in VS Code's diff editor. */

import type { ComparedWith } from '../protocol/student-page.ts';
import type { Parts } from './parts.ts';
import type { PlacedText } from './sample-documents.ts';
import type { StudentAudit } from './student-audit.ts';
import { tell } from './tell.ts';

interface Answer extends PlacedText {
  readonly model: string;
  readonly isCut: boolean;
}

/** A page that names no prompt or nobody of the audit is not believed. */
export async function compareAnswers(
  { client, samples }: Parts,
  { state, shownFiles }: StudentAudit,
  { prompt, other }: { readonly prompt: number; readonly other: ComparedWith },
): Promise<void> {
  const rows = state.audit?.prompts[prompt];
  if (state.audit === null || rows === undefined) return;
  const { student: view } = state.audit;
  const { student, teachers, control } = shownFiles;
  // Files are listed in this order.
  const [ofStudent, ...rest] = view.files;
  const asked =
    other === 'control'
      ? { model: view.control, uri: control, row: rows.control, file: rest[teachers.length] }
      : {
          model: view.teachers[other]?.teacher ?? null,
          uri: teachers[other]?.uri ?? null,
          row: rows.teachers[other] ?? null,
          file: rest[other],
        };
  const { model, uri, row, file } = asked;
  if (model === null || uri === null || row === null || !file?.field || !ofStudent?.field) return;
  const server = await client.connection();
  const read = async (model: string, uri: string, row: number, field: string): Promise<Answer> => {
    const answer = await server.readAnswer({ uri, row, field, prompt: rows.prompt });
    return { ...answer, model, file: uri, place: `row ${row.toLocaleString('en')}` };
  };
  const [theirs, own] = await Promise.all([
    read(model, uri, row, file.field),
    read(view.student, student, rows.student, ofStudent.field),
  ]);
  const title = `${theirs.model} ${theirs.place} ↔ ${own.model} ${own.place}`;
  await samples.diff(theirs, own, title, 'beside');
  if (theirs.isCut || own.isCut)
    tell('An answer is longer than an editor shows: its end is left out.');
}
