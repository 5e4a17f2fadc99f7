/** A dataset in the editor, as in-host tests see it: its text, its findings, what VS Code offers. */

import * as vscode from 'vscode';
import { diagnosticSource } from '../../../protocol/commands.ts';
import { poll } from '../poll.ts';

export async function openDataset(
  name: string,
  rows: readonly string[],
): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await writeDataset(name, rows));
}

export async function writeDataset(name: string, rows: readonly string[]): Promise<vscode.Uri> {
  const uri = inWorkspace(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${rows.join('\n')}\n`));
  return uri;
}

export function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('the tests run in a folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === diagnosticSource);
}

/** The codes of a file's findings with their lines from 1, once they are exactly these. */
export async function checkFindings(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  const seen = (): string => JSON.stringify(findings(uri).map(describe).sort());
  const wanted = JSON.stringify([...expected].sort());
  try {
    await poll(wanted, () => (seen() === wanted ? true : null));
  } catch {
    throw new Error(`findings are ${seen()}, not ${wanted}`);
  }
}

export async function findingOf(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return poll(`a finding with code ${code}`, () => {
    return findings(uri).find((finding) => codeOf(finding) === code) ?? null;
  });
}

/** Where findings with a code are, from 1, in the order of the file. */
export function linesOf(uri: vscode.Uri, code: string): number[] {
  return findings(uri)
    .filter((finding) => codeOf(finding) === code)
    .map(({ range }) => range.start.line + 1)
    .sort((a, b) => a - b);
}

function describe(finding: vscode.Diagnostic): string {
  return `${codeOf(finding)}:${finding.range.start.line + 1}`;
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
