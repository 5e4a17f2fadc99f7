import { appendFileSync } from 'node:fs';
import { runSuites } from '../outcomes.ts';
import { describeActing } from './acting.ts';
import { describeCampaigns } from './campaigns.ts';
import { describeCommands } from './commands.ts';
import { describeFindings } from './findings.ts';
import { describeReferences } from './references.ts';
import { describeStudents } from './students.ts';

/** VS Code calls this. Outcomes go to a file: what a host prints depends on where it runs. */
export async function run(): Promise<void> {
  const file = process.env['TEACHERPRINT_OUTCOMES'];
  if (file === undefined) throw new Error('TEACHERPRINT_OUTCOMES must name a file');
  const define = (): void => {
    describeFindings();
    describeCommands();
    describeActing();
    describeReferences();
    describeCampaigns();
    describeStudents();
  };
  await runSuites(define, (outcome) => {
    appendFileSync(file, `${JSON.stringify(outcome)}\n`);
  });
}
