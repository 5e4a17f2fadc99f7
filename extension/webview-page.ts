/** The frame of our pages, and what they may load: one script, style sheets, and nothing else. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What all pages share comes first. */
const sharedStyle = 'media/controls.css';

export interface WebviewPage {
  readonly title: string;
  /** Relative to the extension's folder, as is the script. */
  readonly styles: readonly string[];
  readonly script: string;
}

export function showPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { title, styles, script }: WebviewPage,
): void {
  const folders = ['dist', 'media'].map((name) => vscode.Uri.joinPath(extensionUri, name));
  webview.options = { enableScripts: true, localResourceRoots: folders };
  const nonce = randomBytes(16).toString('base64');
  const asset = (path: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, path)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  const links = [sharedStyle, ...styles].map(
    (style) => `<link rel="stylesheet" href="${asset(style)}">`,
  );
  webview.html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${links.join('\n')}
</head>
<body>
<script nonce="${nonce}" src="${asset(script)}"></script>
</body>
</html>`;
}
