/** A document's bytes: what is being edited wins over what is on disk. */

import { readFile } from 'node:fs/promises';
import { type ByteSource, bytesSource, fileSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';
import { pathOf } from './file-path.ts';
import type { Session } from './session.ts';

export async function sourceOf(session: Session, uri: string): Promise<ByteSource> {
  const open = session.documents.get(uri);
  const path = pathOf(uri);
  if (path === null) {
    if (open === undefined) throw new UserError(`${uri}: the document is not open`);
    return bytesSource(uri, new TextEncoder().encode(open.getText()));
  }
  if (open === undefined) return fileSource(path);
  const text = open.getText();
  // An editor replaces bytes that are no text, and makes all line ends the same, so a document without
  // edits is read from the disk.
  const saved = await readFile(path).catch(() => null);
  if (saved !== null && withLineFeeds(new TextDecoder().decode(saved)) === withLineFeeds(text)) {
    return fileSource(path);
  }
  return bytesSource(path, new TextEncoder().encode(text));
}

function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
