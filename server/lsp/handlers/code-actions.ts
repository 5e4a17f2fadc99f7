/** What one can do about a diagnostic. */

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { commands, diagnosticSource, serverCommands } from '../../../protocol/commands.ts';
import type { IgnoreParams } from '../../../protocol/messages.ts';
import type { Session } from '../session.ts';
import type { DiagnosticData } from '../to-lsp.ts';

export function codeActions(
  session: Session,
  { textDocument: { uri }, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const canDo = (command: string): boolean => session.client.commands.includes(command);
  const actions = context.diagnostics.flatMap((diagnostic): CodeAction[] => {
    if (diagnostic.source !== diagnosticSource || !isData(diagnostic.data)) return [];
    const { row, turn, sample, code } = diagnostic.data;
    const offered: CodeAction[] = [];
    const offer = (title: string, command: string, argument: unknown): void => {
      const kind = CodeActionKind.QuickFix;
      const run = { title, command, arguments: [argument] };
      offered.push({ title, kind, diagnostics: [diagnostic], command: run });
    };
    if (sample !== null) {
      if (canDo(commands.explainSample)) {
        offer('Explain this sample', commands.explainSample, { uri, row, turn });
      }
      const ignore: IgnoreParams = { uri, sample, code };
      offer(`Ignore "${code}" for this text`, serverCommands.ignoreSample, ignore);
    }
    if (code === 'no-text' && canDo(commands.chooseField)) {
      offer('Choose the field that holds the text', commands.chooseField, uri);
    }
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
