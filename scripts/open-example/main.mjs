import { commands, Uri, workspace } from 'vscode';

/** Does what a curator would do first, with the commands a curator has. */
export async function activate() {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder === undefined) return;
  const example = Uri.joinPath(folder.uri, 'curation.jsonl');
  await commands.executeCommand('vscode.open', example);
  await commands.executeCommand('teacherprint.auditDataset', example);
}
