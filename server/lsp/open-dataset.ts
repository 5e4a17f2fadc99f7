/** A document's bytes: what is being edited wins over what is on disk. */

import { readFile } from 'node:fs/promises';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { openBytes, openFile } from '../scan/open-dataset.ts';
import { pathOf } from './file-path.ts';
import type { Session } from './session.ts';

export async function datasetOf(session: Session, uri: string): Promise<Dataset> {
  const open = session.documents.get(uri);
  const path = pathOf(uri);
  if (path === null) {
    if (open === undefined) throw new UserError(`${uri}: the document is not open`);
    return openBytes(uri, new TextEncoder().encode(open.getText()));
  }
  if (open === undefined) return openFile(path);
  const text = open.getText();
  // An editor replaces bytes that are no text, and makes all line ends the same, so a document without
  // edits is read from the disk.
  const saved = await readFile(path).catch(() => null);
  if (saved !== null && withLineFeeds(new TextDecoder().decode(saved)) === withLineFeeds(text)) {
    return openFile(path);
  }
  return openBytes(path, new TextEncoder().encode(text));
}

function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
