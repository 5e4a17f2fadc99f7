/** A report about what a client has in hand, as a file that is there whole or not at all. */

import { fileSink, refuseToReplace } from '../report/sink.ts';
import { savedPathOf } from './file-path.ts';

/** Throws a `UserError` if it would take the place of one of the files that it is about. */
export async function writeReport(
  target: string,
  about: readonly { readonly path: string }[],
  render: () => Promise<string>,
): Promise<void> {
  const path = savedPathOf(target);
  for (const file of about) refuseToReplace(file.path, 'audited', [{ path }]);
  const report = await render();
  const sink = await fileSink(path);
  try {
    await sink.write(report);
    await sink.finish();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}
