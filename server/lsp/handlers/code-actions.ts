/** What one can do about a diagnostic. */

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { commands, diagnosticSource, serverCommands } from '../../../protocol/commands.ts';
import type { IgnoreParams } from '../../../protocol/messages.ts';
import { everyRule } from '../../settings/config-file.ts';
import type { Session } from '../session.ts';
import type { DiagnosticData } from '../to-lsp.ts';

export function codeActions(
  session: Session,
  { textDocument: { uri }, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const canDo = (command: string): boolean => session.client.commands.includes(command);
  // What is ignored is written beside a file.
  const isSaved = uri.startsWith('file:');
  const actions = context.diagnostics.flatMap((diagnostic): CodeAction[] => {
    if (diagnostic.source !== diagnosticSource || !isData(diagnostic.data)) return [];
    const { row, turn, sample, code } = diagnostic.data;
    const offered: CodeAction[] = [];
    const offer = (title: string, command: string, argument: unknown): void => {
      const kind = CodeActionKind.QuickFix;
      const run = { title, command, arguments: [argument] };
      offered.push({ title, kind, diagnostics: [diagnostic], command: run });
    };
    const ignore = (title: string, params: IgnoreParams): void => {
      if (isSaved) offer(title, serverCommands.ignore, params);
    };
    if (sample !== null && canDo(commands.explainSample)) {
      offer('Explain this sample', commands.explainSample, { uri, row, turn });
    }
    if (code === 'no-text' && canDo(commands.chooseField)) {
      offer('Choose the field that holds the text', commands.chooseField, uri);
    }
    if (sample !== null) ignore('Ignore this finding', { uri, sample, code });
    ignore(`Ignore all "${code}" findings in this file`, { uri, sample: null, code });
    ignore('Ignore this file', { uri, sample: null, code: everyRule });
    return offered;
  });
  return Promise.resolve(actions);
}

/** What a client gives back is what it was given, or anything. */
function isData(data: unknown): data is DiagnosticData {
  if (typeof data !== 'object' || data === null) return false;
  const { row, turn, sample, code } = data as Partial<Record<keyof DiagnosticData, unknown>>;
  const isTurn = turn === null || typeof turn === 'number';
  const isSample = sample === null || typeof sample === 'string';
  return typeof row === 'number' && isTurn && isSample && typeof code === 'string';
}
