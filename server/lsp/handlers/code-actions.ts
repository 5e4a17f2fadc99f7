/** What one can do about a diagnostic. */

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { commands, diagnosticSource, serverCommands } from '../../../protocol/commands.ts';
import type { IgnoreParams } from '../../../protocol/messages.ts';
import { flags } from '../../../protocol/views.ts';
import type { Session } from '../session.ts';
import type { DiagnosticData } from '../to-lsp.ts';

/** Suppressions name texts, so only what is said of a text can be ignored. */
const ignorable: ReadonlySet<string> = new Set(['match', ...flags]);

export function codeActions(
  session: Session,
  { textDocument: { uri }, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const canDo = (command: string): boolean => session.client.commands.includes(command);
  const actions = context.diagnostics.flatMap((diagnostic): CodeAction[] => {
    if (diagnostic.source !== diagnosticSource || !isData(diagnostic.data)) return [];
    const { row, turn, code } = diagnostic.data;
    const offered: CodeAction[] = [];
    const offer = (title: string, command: string, argument: unknown): void => {
      const kind = CodeActionKind.QuickFix;
      const run = { title, command, arguments: [argument] };
      offered.push({ title, kind, diagnostics: [diagnostic], command: run });
    };
    if (ignorable.has(code)) {
      if (canDo(commands.explainSample)) {
        offer('Explain this sample', commands.explainSample, { uri, row, turn });
      }
      const ignore: IgnoreParams = { uri, row, turn, code };
      offer(`Ignore "${code}" for this text`, serverCommands.ignoreSample, ignore);
    }
    if (code === 'no-text' && canDo(commands.chooseField)) {
      offer('Choose the field that holds the text', commands.chooseField, uri);
    }
    return offered;
  });
  return Promise.resolve(actions);
}

function isData(data: unknown): data is DiagnosticData {
  return typeof data === 'object' && data !== null && 'row' in data && 'code' in data;
}
