/** A row with what was found out about it, in one more field at its end; all else stays as it was. */

import { UserError } from '../dataset/user-error.ts';
import type { SampleRecord } from '../scan/record.ts';

const closeBrace = 0x7d;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** `line`: a row that is an object, with its line end. Throws a `UserError` if the field is there already. */
export function annotateRow(
  line: Uint8Array<ArrayBuffer>,
  field: string,
  profile: string,
  records: readonly SampleRecord[],
): Uint8Array<ArrayBuffer> {
  const row = JSON.parse(decoder.decode(line)) as object;
  if (Object.hasOwn(row, field)) {
    throw new UserError(
      `row ${records[0]!.row} has a field "${field}" already; annotate under another name`,
    );
  }
  const comma = Object.keys(row).length > 0 ? ',' : '';
  const value = JSON.stringify({ profile, samples: records.map(sampleOf) });
  const added = encoder.encode(`${comma}${JSON.stringify(field)}:${value}`);
  const end = line.lastIndexOf(closeBrace);
  const annotated = new Uint8Array(line.length + added.length);
  annotated.set(line.subarray(0, end));
  annotated.set(added, end);
  annotated.set(line.subarray(end), end + added.length);
  return annotated;
}

/** Its q-value is not in it: that is known only when the whole file was read. */
function sampleOf(record: SampleRecord): Record<string, unknown> {
  const isJudged = record.skipped === null;
  return {
    turn: record.turn,
    verdict: record.verdict,
    family: isJudged ? record.family : null,
    model: isJudged ? record.model : null,
    probability: record.probability,
    flags: record.flags,
    skipped: record.skipped,
  };
}
