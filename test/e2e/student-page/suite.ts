/** The page of a student on audits that no real answers would give all at once, without VS Code around it. */

import assert from 'node:assert/strict';
import type { FromStudentPage, StudentAuditState } from '../../../protocol/student-page.ts';
import {
  identityView,
  studentAuditState,
  studentAuditView,
  studentView,
  teacherView,
} from '../../unit/media/student-view.ts';
import type { Report } from '../outcomes.ts';
import {
  attacks,
  checkPressed,
  runTabPageSuite,
  type TabPage,
  type TabPageTests,
  tellState,
} from '../tab-page.ts';

type StudentPage = TabPage<StudentAuditState, FromStudentPage>;
type Tests = TabPageTests<StudentAuditState, FromStudentPage>;

const [file] = studentView().files;
const hostile = studentAuditState({
  name: attacks.join(''),
  failure: attacks.join(' '),
  audit: studentAuditView({
    student: studentView({
      student: attacks.join(' '),
      control: attacks[0]!,
      files: attacks.map((text) => ({ ...file!, path: text, field: text })),
      vendors: attacks.map((text) => ({
        ...{ vendor: text, teacher: `${text}/1`, margin: 3 },
        ...{ verdict: 'consistent' as const, reason: null },
      })),
      teachers: attacks.map((teacher) => teacherView({ teacher, vendor: teacher })),
      identity: attacks.map((text) =>
        identityView({
          model: text,
          claims: [{ vendor: text, answers: [{ path: text, row: 1, lang: text }] }],
        }),
      ),
    }),
    prompts: attacks.map((prompt) => ({
      ...{ prompt, student: 1, teachers: attacks.map(() => 1), control: 1 },
    })),
    promptCount: attacks.length,
  }),
});

export function runStudentPageSuite(report: Report): Promise<void> {
  return runTabPageSuite<StudentAuditState, FromStudentPage>(
    {
      name: 'the page of a student',
      script: 'media/student/student.ts',
      styles: ['media/tab.css', 'media/student/student.css'],
      title: 'Teacherprint student audit',
      artifacts: 'student-page',
      plain: studentAuditState(),
      hostile,
      everyState,
      others: {
        'says beside each verdict what it does not mean': checkLimits,
        'draws what it says in numbers': checkPlots,
        'sends what its buttons say': checkButtons,
        'turns the pages of its prompts, and finds one, from the keyboard': checkPrompts,
        'keeps a button that is pressed, and what was typed, while progress comes': checkProgress,
      },
    },
    report,
  );
}

const withStudent = (part: Partial<ReturnType<typeof studentView>>): StudentAuditState =>
  studentAuditState({ audit: studentAuditView({ student: studentView(part) }) });

const everyState: Tests['everyState'] = async (check, page) => {
  const progress = { percentage: 41, message: 'reading decoys.jsonl' };
  await check('reading', studentAuditState({ progress, audit: null }), /Reading decoys\.jsonl…/);
  await check('called', studentAuditState(), /are consistent with training on answers of: red/);
  await page.page.getByText('What this cannot say, and how').click();
  assert.deepEqual(await page.accessibility(), [], 'unfolded');
  const [red] = studentView().vendors;
  const teachers = [
    teacherView({ control: null, verdict: 'inconclusive', reason: 'needs-control' }),
  ];
  const open = withStudent({
    ...{ control: null, identity: null, teachers },
    vendors: [{ ...red!, verdict: 'inconclusive', reason: 'needs-control' }],
  });
  await check('inconclusive', open, /^Inconclusive: of no candidate/);
  const none = withStudent({
    vendors: [{ ...red!, verdict: 'no-evidence', reason: 'usual' }],
    teachers: [teacherView({ z: 0.2, verdict: 'no-evidence', reason: 'usual' })],
  });
  await check('no-evidence', none, /^No evidence that pupil/);
  await check('canceled', studentAuditState({ audit: null }), /^Canceled before anything/);
  await check('failed', studentAuditState({ failure: 'red.jsonl is gone.' }), /red\.jsonl is gone/);
};

async function checkLimits(page: StudentPage): Promise<void> {
  await tellState(page, studentAuditState());
  const vendors = await page.page.locator('.vendors > li').allInnerTexts();
  assert.equal(vendors.length, 2);
  assert.match(
    vendors[0]!,
    /^red\/red-1: .*is consistent with training on its answers\.\s+This is no proof: /,
  );
  assert.match(vendors[1]!, /^blue: no evidence: .*\s+This is no acquittal: /);
}

async function checkPlots({ page, ...rest }: StudentPage): Promise<void> {
  await tellState({ page, ...rest }, studentAuditState());
  const strip = page.getByRole('img', {
    name: /^z of the student 8\.4; 30 decoys from -2\.\d to 2\.\d/,
  });
  assert.equal(await strip.locator('circle').count(), 30);
  const place = async (name: string): Promise<number> =>
    (await strip.locator(`line.${name}`).boundingBox())!.x;
  assert.ok((await place('student')) > (await place('needed')), 'beyond what a verdict needs');
  const row = page.getByRole('row', { name: /^red\/red-1 8\.4 6e-9 0\.032 30$/ });
  await row.first().waitFor();
  const capital = page.getByRole('img', { name: /^Capital: .* after 25 % of the prompts/ });
  assert.equal(await capital.count(), 2);
  await page.getByRole('img', { name: /first gets there, after 46 prompts\./ }).waitFor();
  await page.getByRole('img', { name: /would not have stopped early\.$/ }).waitFor();
}

async function checkButtons(page: StudentPage): Promise<void> {
  const press = (name: string | RegExp): Promise<void> =>
    page.page.getByRole('button', { name, exact: true }).first().click();
  await tellState(
    page,
    studentAuditState({ progress: { percentage: 0, message: '' }, audit: null }),
  );
  await press('Cancel');
  await tellState(page, studentAuditState());
  await press('Audit again');
  await press('Change files…');
  await press('Export…');
  await page.page.getByText(/^Decoys: 1 model, by what each claims most: red 1\.$/).waitFor();
  await press('Row 131');
  // The strongest candidate comes first, whatever its place among the files.
  await press(/^Question 4: /);
  await page.page.getByLabel('Beside the student’s').selectOption('blue');
  assert.ok(await page.page.getByRole('button', { name: /^Question 4: / }).isDisabled());
  await press(/^Question 5: .* rows 6 and 5$/);
  await page.page.getByLabel('Beside the student’s').selectOption('base (control)');
  await press(/^Question 6: /);
  assert.deepEqual(await page.sent(), [
    { kind: 'ready' },
    { kind: 'cancel' },
    { kind: 'audit' },
    { kind: 'change' },
    { kind: 'export' },
    { kind: 'open-row', path: '/answers/pupil.jsonl', row: 131 },
    { kind: 'compare', prompt: 3, other: 1 },
    { kind: 'compare', prompt: 4, other: 0 },
    { kind: 'compare', prompt: 5, other: 'control' },
  ]);
}

async function checkPrompts(page: StudentPage): Promise<void> {
  await tellState(page, studentAuditState());
  const { keyboard } = page.page;
  const focused = (): Promise<string | null> =>
    page.page.evaluate(() => document.activeElement?.textContent ?? null);
  await page.page.getByText('1 to 20 of 130 prompts.').waitFor();
  await page.page.getByRole('button', { name: 'Next' }).focus();
  await keyboard.press('Enter');
  await page.page.getByText('21 to 40 of 130 prompts.').waitFor();
  assert.equal(await focused(), 'Next');
  await page.page.getByLabel('Find').focus();
  await keyboard.type('CLOCKS');
  await page.page.getByText('1 to 20 of 26 prompts.').waitFor();
  await page.page.getByRole('button', { name: 'Next' }).click();
  await page.page.getByText('21 to 26 of 26 prompts.').waitFor();
  assert.ok(await page.page.getByRole('button', { name: 'Next' }).isDisabled());
  await page.page.getByLabel('Find').fill('nothing like it');
  await page.page.getByText('No prompt has these words.').waitFor();
}

async function checkProgress(page: StudentPage): Promise<void> {
  await tellState(page, studentAuditState());
  const find = page.page.getByLabel('Find');
  await find.fill('bread');
  await checkPressed(page, (percentage) =>
    studentAuditState({ progress: { percentage, message: `reading ${percentage}` } }),
  );
  await page.page.getByText('Reading 2…').waitFor();
  assert.equal(await find.inputValue(), 'bread');
}
