/** A section that a curator pastes into the card of a dataset. */

import { posix, win32 } from 'node:path';
import type { AuditView, TotalView } from '../../protocol/views.ts';
import { count, duplicateWords, shareWords, unlikeWords } from '../../protocol/words.ts';
import { markdownCode } from './escape-markdown.ts';
import type { ReportRun } from './report.ts';
import { callsSentence, coverageSentence, stateSentence } from './sentences.ts';
import { shownShares, unexplainedText } from './shares.ts';

/** Fewer samples than in the summary, and no row: a card describes a dataset. */
export function renderCard(audit: AuditView, run: ReportRun): string {
  const parts = [
    `### Model-output audit of ${markdownCode(nameOf(audit.path))}`,
    whatWasDone(audit, run),
    stateSentence(audit),
    `**Coverage.** ${coverageSentence(audit.coverage)}.`,
    ...(audit.coverage.analysed > 0 ? [shares(audit), `**Calls.** ${callsSentence(audit)}`] : []),
    `**Leaks.** ${leaks(audit)}`,
    `**Copies.** ${copies(audit)}`,
    errorRates(audit),
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

/** All files together. */
export function renderCardTotal(total: TotalView): string {
  const parts = [
    `\n### All ${count(total.files, 'file')}`,
    `**Coverage.** ${coverageSentence(total.coverage)}.`,
    ...(total.coverage.analysed > 0 ? [shares(total)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Where the file lies on somebody's machine is nobody's business. */
function nameOf(path: string): string {
  return path.includes('\\') ? win32.basename(path) : posix.basename(path);
}

function whatWasDone(
  { field, seed }: AuditView,
  { profile, settings, toolVersion }: ReportRun,
): string {
  const where = field === null ? 'no field with text was found' : `texts in ${markdownCode(field)}`;
  const rows = settings.maxRows === null ? '' : `, first ${count(settings.maxRows, 'row')} only`;
  return (
    `Audited with Teacherprint ${toolVersion} (${where}${rows}), by the profile ` +
    `${markdownCode(profile.id)}, SHA-256 ${markdownCode(profile.sha256.slice(0, 16))}…, seed ${seed}.`
  );
}

function shares(audit: Pick<AuditView, 'mixture' | 'unexplained'>): string {
  const list = shownShares(audit).map(
    (share) => `- ${markdownCode(share.family)}: ${shareWords(share)}`,
  );
  return [
    '**Estimated shares**, each with its 95 % interval. A share says what texts are consistent with, not ' +
      'who made them.',
    '',
    ...list,
    `- unexplained by any known family: ${unexplainedText(audit)}`,
  ].join('\n');
}

function leaks({ flags, suppressed }: AuditView): string {
  const found = Object.entries(flags).map(([flag, n]) => `${flag} ${n.toLocaleString('en')}`);
  const reviewed = suppressed === 0 ? '' : ` ${count(suppressed, 'sample')} reviewed and accepted.`;
  return `${found.length === 0 ? 'None of the known patterns was found.' : `${found.join(', ')}.`}${reviewed}`;
}

function copies({ duplicates }: AuditView): string {
  const words = duplicateWords(duplicates);
  return words === null ? 'No sample is an exact copy of another.' : `${words}.`;
}

function errorRates(audit: AuditView): string {
  const unlike = unlikeWords(audit.likeness, markdownCode);
  return (
    `**How far to trust this.** What was measured of the profile: ${markdownCode(audit.profile.summary)}. ` +
    'On texts of other kinds it may be wrong more often. A fingerprint is no proof of origin, and nothing ' +
    `found does not mean that a file is free of model output.${unlike === null ? '' : ` ${unlike}`}`
  );
}
